// A stand-in as it runs, the official client in front of it, and an index like the shop's.
import path from 'node:path';
import { Client, errors } from '@elastic/elasticsearch';
import { type ServiceProcess, startService } from '@evenkeel/service-kit/testing/service-process';

export const main = path.join(import.meta.dirname, '../src/main.ts');

export interface StandIn {
  readonly service: ServiceProcess;
  readonly client: Client;
  stop(): Promise<void>;
}

export async function startStandIn(): Promise<StandIn> {
  const service = await startService(main, {});
  const client = new Client({ node: service.url, maxRetries: 0 });
  return {
    service,
    client,
    stop: async () => {
      await client.close();
      await service.stop();
    },
  };
}

/** As far as the search service asks for one. */
export const shopIndex = {
  settings: { number_of_shards: 1, refresh_interval: '-1' },
  mappings: {
    dynamic: 'strict',
    _meta: { made: 'by a test' },
    properties: {
      slug: { type: 'keyword' },
      name: { type: 'text', fields: { beginning: { type: 'text' } } },
      category: { type: 'keyword' },
      price_cents: { type: 'integer' },
    },
  },
} as const;

/** What the client says of an answer that is an error: its status, Elasticsearch's name for it, and the reason. */
export async function refusalOf(work: Promise<unknown>): Promise<{ status?: number; type?: string; reason?: string }> {
  try {
    await work;
    return {};
  } catch (error) {
    if (!(error instanceof errors.ResponseError) || error.statusCode === undefined) throw error;
    const { type, reason } = error.body.error;
    return { status: error.statusCode, type, reason };
  }
}
