// `pnpm hostile [--requests N] [--seed N] [--attach]`: thousands of requests that nobody should send. The shop must answer
// each within its time, with no 5xx, no stack trace and no line in a log that calls it an error of ours; and live on.
import { parseArgs } from 'node:util';
import { attachedShop, ownShop } from '../own-shop.ts';
import { attack } from './attack.ts';

const { values } = parseArgs({
  options: {
    attach: { type: 'boolean', default: false },
    requests: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
  },
});
const shop = values.attach ? await attachedShop() : await ownShop(console.log);
try {
  const count = await attack(shop.platform, {
    requests: Number(values.requests),
    seed: Number(values.seed),
    log: console.log,
  });
  process.exitCode = count.failed === 0 ? 0 : 1;
} finally {
  await shop.stop();
}
