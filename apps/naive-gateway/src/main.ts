import { address, loadConfig, runMain, serviceSettings } from '@evenkeel/service-kit/config';
import { listen } from '@evenkeel/service-kit/server/listen';
import { createService } from '@evenkeel/service-kit/server/service';
import { createLog } from '@evenkeel/service-kit/telemetry/log';
import { z } from 'zod';
import { naivePages } from './pages.ts';

const settings = z.object({
  ...serviceSettings,
  PRODUCT_URL: address('http:'),
  REVIEW_URL: address('http:'),
  RECOMMENDATION_URL: address('http:'),
  SEARCH_URL: address('http:'),
});

await runMain(async () => {
  const { PORT, HOST, LOG_LEVEL, ...urls } = loadConfig(settings);
  const log = createLog('naive-gateway', LOG_LEVEL);
  const app = createService({ name: 'naive-gateway', log, routers: [naivePages(urls)] });
  await listen(app, { port: PORT, host: HOST, log });
});
