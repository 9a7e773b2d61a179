import { createLog, listen, loadConfig, runMain } from '@evenkeel/service-kit';
import { settings } from './config.ts';
import { createGateway } from './gateway.ts';

await runMain(async () => {
  const config = loadConfig(settings);
  const log = createLog('gateway', config.LOG_LEVEL);
  const { app, close } = createGateway(config, log);
  await listen(app, { port: config.PORT, host: config.HOST, log, close });
});
