// The ways in which a person tells a program in the foreground to stop: Ctrl-C, `kill`, a closed terminal, or the
// end of whatever started it (npm killed, say), which sends no signal at all.

import { processEntry } from '@evenkeel/platform';

export interface StopRequests {
  readonly asked: AbortSignal;
  /** Asked again: do it at once. */
  readonly insisted: AbortSignal;
  stopListening(): void;
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** One Ctrl-C arrives up to three times: from the terminal, from npm and from our launcher. */
const samePressMs = 700;
const lookAtParentsMs = 1_000;

/** Listens to all of them from now on. */
export function stopRequests(): StopRequests {
  const asked = new AbortController();
  const insisted = new AbortController();
  let firstAt = 0;

  const request = () => {
    if (!asked.signal.aborted) {
      firstAt = performance.now();
      asked.abort();
    } else if (performance.now() - firstAt > samePressMs) insisted.abort();
  };
  const parents = linksToParents();
  const watch = setInterval(() => {
    if (!asked.signal.aborted && !parents.every(holds)) request();
  }, lookAtParentsMs);

  for (const signal of signals) process.on(signal, request);
  return {
    asked: asked.signal,
    insisted: insisted.signal,
    stopListening() {
      clearInterval(watch);
      for (const signal of signals) process.off(signal, request);
    },
  };
}

/** A process and the parent it has as long as all is well; an orphan gets another one. */
interface Link {
  readonly child: number;
  readonly parent: number;
}

const holds = ({ child, parent }: Link) => processEntry(child)?.parent === parent;

/** Up to npm, where npm started us: through our launcher, if that needed another Node, and through npm's own shell. */
function linksToParents(env = process.env): Link[] {
  const links: Link[] = [{ child: process.pid, parent: process.ppid }];
  if (env.SHOP_LAUNCHER_PARENT) links.push({ child: process.ppid, parent: Number(env.SHOP_LAUNCHER_PARENT) });
  const top = processEntry(links.at(-1)?.parent ?? 0);
  const isShellOfNpm = env.npm_lifecycle_event !== undefined && /^(sh|dash|bash)$/.test(top?.command ?? '');
  if (top && isShellOfNpm) links.push({ child: top.pid, parent: top.parent });
  return links.filter(holds); // The environment may come from another launcher, further up.
}
