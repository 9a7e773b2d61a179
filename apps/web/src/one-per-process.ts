// Next bundles the proxy, the pages and the route handlers apart: a module-level value would exist once per bundle.
// What must exist once (connections, saved pages) lives on globalThis, which all of them share in one process.

const shelf = globalThis as typeof globalThis & { evenkeelWeb?: Map<string, unknown> };

/** The one value called `name` in this process, made at the first request for it. */
export function onePerProcess<T>(name: string, make: () => T): T {
  shelf.evenkeelWeb ??= new Map();
  if (!shelf.evenkeelWeb.has(name)) shelf.evenkeelWeb.set(name, make());
  return shelf.evenkeelWeb.get(name) as T;
}

/** Makes everything anew at its next use: a test starts as a process does. */
onePerProcess.forget = (): void => shelf.evenkeelWeb?.clear();
