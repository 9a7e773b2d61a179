// Verbs that speak to the running shop over HTTP.

import { breakerVerbs, PlatformError } from '@evenkeel/platform';
import { parseNumber, parseOptions, parseWords, UsageError } from './arguments.ts';
import type { Run } from './verb.ts';

export const forget: Run = async ({ shop, args, print }) => {
  parseOptions(args, {});
  const answers = await shop.forget();
  for (const { name, answer } of answers) print(`${name}: ${answer}`);
  return answers.every(({ done }) => done) ? 0 : 1;
};

export const breaker: Run = async ({ shop, args, print }) => {
  const { positionals } = parseWords(args, {});
  const [name, word, ...rest] = positionals;
  const verb = breakerVerbs.find((one) => one === word);
  if (name === undefined || verb === undefined || rest.length > 0)
    throw new UsageError(
      `A breaker and one of ${breakerVerbs.join(', ')} are needed; the gateway's /health names them.`,
    );
  const answers = await shop.steerBreaker(name, verb);
  for (const { name: part, answer } of answers) print(`${part}: ${answer}`);
  return answers.every(({ done }) => done) ? 0 : 1;
};

export const load: Run = async ({ shop, args, print }) => {
  const { seconds, visitors, seed, json } = parseOptions(args, {
    seconds: { type: 'string', default: '30' },
    visitors: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean' },
  });
  const url = shop.platform.url('web');
  const wanted = {
    url,
    seconds: parseNumber(seconds, '--seconds', 1, 3_600),
    visitors: parseNumber(visitors, '--visitors', 1, 50),
    seed: parseNumber(seed, '--seed', 0, 2 ** 32 - 1),
  };
  // Here, because the other verbs need no HTML parser and must not wait for one.
  const [{ browser }, { visit }, { loadReport }] = await Promise.all([
    import('../load/browser.ts'),
    import('../load/visitors.ts'),
    import('../load/report.ts'),
  ]);
  // A shop that dies later is what the report is for; one that is not there has nothing to report.
  if ((await browser(url).open('/')).status === 'none')
    throw new PlatformError(`Nobody answers at ${url}: is the shop running? pnpm shop ps`);
  const visits = await visit(wanted);
  const report = loadReport(visits);
  print(json ? JSON.stringify(report.rows, null, 2) : report.text);
  return 0;
};
