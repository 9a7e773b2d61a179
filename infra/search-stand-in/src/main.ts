// A stand-in for Elasticsearch, for machines without one. It speaks the part of its REST API that the search service asks, over
// MiniSearch, and says what it is. All it knows is in memory: after every start it is empty, and is filled by whoever needs it.
import { loadConfig, runMain, serviceSettings } from '@evenkeel/service-kit/config';
import { listen } from '@evenkeel/service-kit/server/listen';
import { createLog } from '@evenkeel/service-kit/telemetry/log';
import { z } from 'zod';
import { standIn } from './server.ts';

await runMain(async () => {
  const { PORT, HOST, LOG_LEVEL } = loadConfig(z.object(serviceSettings));
  // What `ps` shows.
  process.title = 'search-stand-in (not Elasticsearch)';
  const log = createLog('elasticsearch', LOG_LEVEL);
  log.info('This is not Elasticsearch: it is a stand-in over MiniSearch, and it forgets everything when it stops.');
  await listen(standIn(log), { port: PORT, host: HOST, log });
});
