// Runs once when the server starts: a bad setting stops the start, not the first request.

export async function register(): Promise<void> {
  // Next compiles this file for the edge as well, where none of it runs: what needs Node is imported where Node is certain.
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { runMain } = await import('@evenkeel/service-kit/config');
    const { config } = await import('./config.ts');
    const { mendRequests } = await import('./mend-requests.ts');
    const { watch } = await import('./watch.ts');
    await runMain(async () => config());
    mendRequests();
    watch();
  }
}
