// Who may show the shop in a frame.
import { afterEach, expect, test, vi } from 'vitest';
import { settings } from '../src/config.ts';
import { onePerProcess } from '../src/one-per-process.ts';
import { pagePolicy } from '../src/page-policy.ts';
import { standaloneHeaders } from '../src/sorry/standalone-headers.ts';

function framedBy(origins?: string): void {
  vi.stubEnv('GATEWAY_URL', 'http://127.0.0.1:1');
  vi.stubEnv('SHOP_SECRET', 'a secret for tests only');
  vi.stubEnv('SHOP_OPERATOR_TOKEN', 'a token for tests only');
  vi.stubEnv('FRAMED_BY', origins);
  onePerProcess.forget();
}
afterEach(() => {
  vi.unstubAllEnvs();
  onePerProcess.forget();
});
const policies = () => [pagePolicy('a nonce'), standaloneHeaders['content-security-policy']];

test('nobody but the shop itself, unless somebody is named', () => {
  framedBy();
  for (const policy of policies()) expect(policy).toMatch(/frame-ancestors 'self'$/);
});

test('the control room, on every page that it may meet: also on those of a shop that is dead', () => {
  framedBy('http://127.0.0.1:3100,http://localhost:3100/');
  for (const policy of policies())
    expect(policy).toMatch(/frame-ancestors 'self' http:\/\/127\.0\.0\.1:3100 http:\/\/localhost:3100$/);
});

test('what is no origin is refused at the start', () => {
  const given = { GATEWAY_URL: 'http://127.0.0.1:1', SHOP_SECRET: 'a'.repeat(16), SHOP_OPERATOR_TOKEN: 'a'.repeat(16) };
  for (const wrong of ['*', "'self'; script-src *", 'http://a.example/path'])
    expect(settings.safeParse({ ...given, FRAMED_BY: wrong }).success, wrong).toBe(false);
});
