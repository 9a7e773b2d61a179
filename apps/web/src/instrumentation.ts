// Runs once when the server starts: a bad setting stops the start, not the first request.
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const [{ runMain }, { config }] = await Promise.all([import('@evenkeel/service-kit/config'), import('./config.ts')]);
  await runMain(async () => config());
}
