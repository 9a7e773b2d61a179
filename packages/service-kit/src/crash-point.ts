/**
 * Where a test lets this process die, as if the power had gone. Inert unless CRASH_AT names the point; the names are those of
 * docs/payment-states.md.
 */
export function crashPoint(name: string): void {
  if (process.env.CRASH_AT === name) process.kill(process.pid, 'SIGKILL');
}
