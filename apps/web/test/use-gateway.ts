// What tests of code that asks the gateway start from: a gateway over real HTTP, well again and unknown before each test.
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { onePerProcess } from '../src/one-per-process.ts';
import { type FakeGateway, fakeGateway } from './fake-gateway.ts';

/** Call it once in a test file; the answer is there when its first test runs. */
export function useGateway(): () => FakeGateway {
  let gateway: FakeGateway;
  beforeAll(async () => {
    gateway = await fakeGateway();
    Object.assign(process.env, {
      GATEWAY_URL: gateway.url,
      SHOP_SECRET: 'a secret for tests only',
      SHOP_OPERATOR_TOKEN: 'a token for tests only',
    });
  });
  afterAll(() => gateway.close());
  beforeEach(() => {
    gateway.reset();
    onePerProcess.forget();
  });
  return () => gateway;
}
