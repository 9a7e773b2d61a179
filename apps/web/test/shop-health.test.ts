// What the status page is told, by a gateway over real HTTP.
import { expect, test } from 'vitest';
import { shopHealth } from '../src/gateway/shop-health.ts';
import { searchPageFixture } from './fixture-pages.ts';
import { useGateway } from './use-gateway.ts';

const gateway = useGateway();

const visit = { requestId: '7c41f0e2-aaaa-4000-8000-000000000001', visitor: null };
const limited = async () => {
  const health = await shopHealth(visit);
  return health.reachable ? health.parts.flatMap(({ name, works }) => (works ? [] : [name])) : 'nobody answers';
};

test('a search that has stepped down is limited, although the service that does it is well, and for as long as it is', async () => {
  expect(await limited()).toEqual(['review.texts']);
  gateway().pages.search = searchPageFixture('medium');
  expect(await limited()).toEqual(['review.texts', 'search.find']);
  gateway().pages.search = searchPageFixture('high');
  expect(await limited()).toEqual(['review.texts']);
});

test('without the gateway nothing is known', async () => {
  gateway().mood = 'html';
  expect(await limited()).toBe('nobody answers');
});
