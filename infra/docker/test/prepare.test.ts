// prepare.sh on machines that lack something, each played by a `docker` that only answers.
import { execFile } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { folder } from './composition.ts';

/** What each command says; a number is its exit code. */
type Answers = Readonly<Record<string, string | number>>;
const well: Answers = {
  info: '8000000000',
  version: '28.5.2+dfsg4',
  'compose version': 'v2.40.3',
  'ps --all': '',
  ps: '',
  volume: '',
  image: '',
  run: '18',
};

/** A checkout with nothing but the scripts, whose shop is to have a port that nobody listens on; the path has a space in it, as a checkout's may have. */
function checkout(answers: Answers = {}) {
  const root = mkdtempSync(path.join(tmpdir(), 'evenkeel prepare-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  mkdirSync(path.join(root, 'infra/docker/postgres'), { recursive: true });
  cpSync(path.join(folder, 'postgres/Dockerfile'), path.join(root, 'infra/docker/postgres/Dockerfile'));
  for (const name of ['prepare.sh', 'secrets.sh'])
    cpSync(path.join(folder, name), path.join(root, 'infra/docker', name));
  mkdirSync(path.join(root, 'bin'));
  const cases = Object.entries({ ...well, ...answers }).map(([command, answer]) =>
    typeof answer === 'number' ? `"${command}"*) exit ${answer} ;;` : `"${command}"*) echo "${answer}" ;;`,
  );
  writeFileSync(path.join(root, 'bin/docker'), `#!/bin/bash\ncase "$*" in\n${cases.join('\n')}\n*) exit 9 ;;\nesac\n`);
  chmodSync(path.join(root, 'bin/docker'), 0o755);
  const prepare = (env: Readonly<Record<string, string>> = {}) =>
    new Promise<{ code: number; out: string; err: string }>((resolve) => {
      const PATH = `${path.join(root, 'bin')}:${process.env.PATH}`;
      execFile(
        'bash',
        [path.join(root, 'infra/docker/prepare.sh')],
        { env: { PATH, WEB_PORT: '9', ...env }, timeout: 20_000 },
        (error, out, err) => resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, out, err }),
      );
    });
  const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
  return { root, prepare, read };
}

test('where all is well it makes the secrets, once, in a folder that nobody else may enter', async () => {
  const { root, prepare, read } = checkout();
  const next = 'All is there. Next: docker compose up --build --wait\n';
  expect(await prepare()).toEqual({ code: 0, out: `New secrets in ./.shop/docker\n${next}`, err: '' });
  expect(statSync(path.join(root, '.shop/docker')).mode & 0o777).toBe(0o700);
  const [secret, env] = [read('.shop/docker/web.env'), read('.env')];
  expect(env).toBe('SHOP_SECRETS=./.shop/docker\n');
  expect(await prepare()).toEqual({ code: 0, out: next, err: '' });
  expect([read('.shop/docker/web.env'), read('.env')]).toEqual([secret, env]);
});

test('an .env that is there already keeps its lines, also without an end of the last one', async () => {
  const { root, prepare, read } = checkout();
  writeFileSync(path.join(root, '.env'), 'WEB_PORT=3999');
  await prepare();
  expect(read('.env')).toBe('WEB_PORT=3999\nSHOP_SECRETS=./.shop/docker\n');
});

test('secrets that the environment wants elsewhere are made there, and .env is left alone', async () => {
  const { root, prepare } = checkout();
  expect((await prepare({ SHOP_SECRETS: path.join(root, 'else where') })).code).toBe(0);
  expect(existsSync(path.join(root, 'else where/gateway.env'))).toBe(true);
  expect(existsSync(path.join(root, '.env'))).toBe(false);
});

test.each([
  [
    'no daemon',
    { info: 1 },
    /^The Docker daemon does not answer\. Start Docker Desktop, or on Linux: sudo systemctl start docker\n/,
  ],
  ['no compose', { 'compose version': 1 }, /^There is no `docker compose`\. It is a plugin: https:/],
  [
    'an old compose',
    { 'compose version': '2.23.3' },
    /^Docker Compose is 2\.23\.3; the shop needs 2\.24 or newer\.\n$/,
  ],
  [
    'the first compose',
    { 'compose version': '1.29.2' },
    /^Docker Compose is 1\.29\.2; the shop needs 2\.24 or newer\.\n$/,
  ],
  [
    'little memory',
    { info: '1500000000' },
    /^Docker has 1500 MB of memory; the shop needs 2000\. .*\n.*--scale elasticsearch=0\n$/,
  ],
  [
    'data of another PostgreSQL',
    { volume: 'evenkeel_postgres', run: '17' },
    /^The volume evenkeel_postgres holds data of PostgreSQL 17, .* PostgreSQL 18\.\n.*pg_dump.*--volumes\n$/,
  ],
] as const)('%s is told with the way out, and nothing is started', async (_, answers, message) => {
  const { prepare } = checkout(answers);
  const { code, err } = await prepare();
  expect(code).toBe(1);
  expect(err).toMatch(message);
});

test.each(['2.24.0', 'v2.40.3', '5.0.1', '2.27.0-desktop.2'])('Compose %s will do', async (version) => {
  expect((await checkout({ 'compose version': version }).prepare()).code).toBe(0);
});

test('a port that somebody has is told with the way out; the shop itself may have it', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const WEB_PORT = String((server.address() as AddressInfo).port);
  const taken = await checkout().prepare({ WEB_PORT });
  expect(taken.err).toBe(
    `Port ${WEB_PORT} is taken on this machine. Free it, or give the shop another: export WEB_PORT=3100\n`,
  );
  expect((await checkout({ ps: '0123456789ab' }).prepare({ WEB_PORT })).code).toBe(0);
  const fromFile = checkout();
  writeFileSync(path.join(fromFile.root, '.env'), `WEB_PORT=${WEB_PORT}\n`);
  expect((await fromFile.prepare({ WEB_PORT: '' })).code).toBe(1);
});

test.each([
  ['WEB_PORT="9"', 0],
  ['WEB_PORT=9 # mine', 0],
  ["export WEB_PORT='9'\r", 0],
  ['WEB_PORT=abc', 1],
  ['WEB_PORT=70000', 1],
])('of .env it understands what Compose understands: %s', async (line, code) => {
  const { root, prepare } = checkout();
  writeFileSync(path.join(root, '.env'), `${line}\n`);
  expect((await prepare({ WEB_PORT: '' })).code).toBe(code);
});

test('secrets that are missing are made, the others are left alone, and of several at once all agree', async () => {
  const { root, prepare, read } = checkout();
  await Promise.all(Array.from({ length: 4 }, () => prepare()));
  const [gateway, web] = [read('.shop/docker/gateway.env'), read('.shop/docker/web.env')];
  rmSync(path.join(root, '.shop/docker/web.env'));
  expect((await prepare()).code).toBe(0);
  expect([read('.shop/docker/gateway.env'), read('.shop/docker/web.env')]).toEqual([gateway, web]);
  expect(readdirSync(path.join(root, '.shop/docker')).filter((name) => name.startsWith('.'))).toEqual([]);
});
