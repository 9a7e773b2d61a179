// Tells the recommendation service what a known visitor looks at. Nobody waits for it and nothing depends on it.
import type { Log } from '@evenkeel/service-kit';
import type { Clients } from './clients/index.ts';
import type { ProductVisit } from './pages/product-page.ts';

export interface Views {
  record(visit: ProductVisit): void;
}

export const viewsOf = (ask: Clients, log: Log): Views => ({
  record: ({ slug, visitor }) => {
    if (visitor === undefined) return;
    ask.recommendation.viewed({ slug, visitor }, { deadlineMs: 500 }).catch((error: unknown) => {
      // A lost view is worth nothing to a visitor; the pipeline has counted the failure.
      log.debug({ error: String(error) }, 'view not recorded');
    });
  },
});
