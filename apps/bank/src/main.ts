// The outside world of the shop: a bank, simulated, with a ledger of its own.
import { runMain } from '@evenkeel/service-kit/config';
import { listen } from '@evenkeel/service-kit/server/listen';
import { createService } from '@evenkeel/service-kit/server/service';
import { createLog } from '@evenkeel/service-kit/telemetry/log';
import { bank } from './charging.ts';
import { readConfig } from './config.ts';
import { openLedger } from './ledger.ts';
import { bankRoutes } from './routes.ts';

await runMain(async () => {
  const config = readConfig();
  const log = createLog('bank', config.LOG_LEVEL);
  const ledger = openLedger(config.BANK_LEDGER, config.BANK_KEY_LIFETIME_MS);
  const routes = bankRoutes(bank({ ledger, latencyMs: config.BANK_LATENCY_MS }), ledger);
  const app = createService({ name: 'bank', log, routers: [routes] });
  await listen(app, { host: config.HOST, port: config.PORT, log, close: async () => ledger.close() });
});
