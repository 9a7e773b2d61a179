import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { reviewsOf } from './readme-example.ts';
import { boom } from './work.ts';

test('the example of the README is the one that is compiled and run here', async () => {
  const [readme, example] = await Promise.all(
    ['../README.md', './readme-example.ts'].map((file) => readFile(new URL(file, import.meta.url), 'utf8')),
  );
  expect(readme).toContain(`\`\`\`ts\n${example}\`\`\``);
});

test('the example falls back to the last good copy, and to nothing without a throw', async () => {
  const down = async () => boom();
  expect(await reviewsOf('mouse', down)).toMatchObject({ value: undefined, failures: [{ rung: 'live' }] });
  expect(await reviewsOf('laptop', async () => ['Great laptop!'])).toMatchObject({ rung: 'live' });
  expect(await reviewsOf('laptop', down)).toMatchObject({ value: ['Great laptop!'] });
});
