// One JSON object a line, as the services write them. Next owns the process's console; this is all web has to say on it.

/** `fields` hold what to search by, `requestId` first of all. */
export function logLine(level: 'info' | 'warn', msg: string, fields: Readonly<Record<string, unknown>>): void {
  const line = { level, time: new Date().toISOString(), name: 'web', ...fields, msg };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
