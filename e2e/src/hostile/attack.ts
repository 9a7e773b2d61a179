import { request } from 'node:http';
import type { PartName, Platform } from '@evenkeel/platform';
import { knownVisitor } from '../known-visitor.ts';
import type { Count } from '../npm-test/count.ts';
import { type HostileRequest, hostileRequests } from './requests.ts';

export interface AttackOptions {
  /** So many requests, shared evenly among the parts that speak HTTP. */
  readonly requests: number;
  readonly seed: number;
  readonly log: (line: string) => void;
}

const targets = [
  'web',
  'gateway',
  'product',
  'review',
  'recommendation',
  'payment',
  'bank',
] as const satisfies readonly PartName[];
const limitMs = 10_000;
const atOnce = 8;

/** What a stack trace, or a database's own words, look like in an answer. */
const leaks = /\bat .+\.(ts|js|mjs):\d+|node_modules|syntax error at or near|relation ".+" does not exist|ECONNREFUSED/;

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** One test per request, and one per part: that the same process is still there. */
export async function attack(platform: Platform, { requests, seed, log }: AttackOptions): Promise<Count> {
  const before = await pids(platform);
  const [ofVisitor = ''] = Object.keys(await knownVisitor(platform.url('web')));
  const shop = ofVisitor.replace('visitor-', '');
  let passed = 0;
  const flaws: string[] = [];
  for (const [index, target] of targets.entries()) {
    const port = platform.port(target);
    const queue = hostileRequests(seed + index, Math.floor(requests / targets.length)).values();
    const visitor = async () => {
      for (const hostile of queue) {
        const flaw = await flawOf(port, withCookiesOf(shop, hostile));
        if (flaw === null) passed++;
        else
          flaws.push(
            `${target}: ${hostile.method} ${hostile.path.slice(0, 100)} ${JSON.stringify(hostile.headers).slice(0, 200)}: ${flaw}`,
          );
      }
    };
    await Promise.all(Array.from({ length: atOnce }, visitor));
  }
  const after = await pids(platform);
  for (const target of targets) {
    if (before.get(target) === after.get(target)) passed++;
    else flaws.push(`${target}: process ${before.get(target)} is gone`);
  }
  for (const flaw of flaws.slice(0, 20)) log(`FAIL ${flaw}`);
  log(`${passed} hostile requests and parts held, ${flaws.length} did not (seed ${seed})`);
  return { passed, failed: flaws.length, skipped: 0 };
}

/** Cookies under the names that this shop reads. */
function withCookiesOf(shop: string, hostile: HostileRequest): HostileRequest {
  const { cookie } = hostile.headers;
  if (cookie === undefined) return hostile;
  const named = cookie.replace(/\b(cart|visitor|plumbing)=/g, `$1-${shop}=`);
  return { ...hostile, headers: { ...hostile.headers, cookie: named } };
}

const pids = async (platform: Platform) => new Map((await platform.list()).map(({ name, pid }) => [name, pid]));

async function flawOf(port: number, hostile: HostileRequest): Promise<string | null> {
  try {
    const { status, body } = await ask(port, hostile);
    if (status >= 500) return `HTTP ${status}: ${body.slice(0, 200)}`;
    const leak = leaks.exec(body);
    return leak ? `the answer tells too much: "${leak[0]}"` : null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Over a bare HTTP client, which sends paths as they are. */
function ask(port: number, { method, path, headers, body }: HostileRequest): Promise<Answer> {
  return new Promise((resolve, reject) => {
    // Node frames the body of a DELETE or GET only when it is told how long it is.
    const framed = body === null ? headers : { ...headers, 'content-length': Buffer.byteLength(body) };
    const options = { host: '127.0.0.1', port, method, path, headers: framed, agent: false, timeout: limitMs };
    const sent = request(options, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }));
      answer.on('error', reject);
    });
    sent.on('timeout', () => sent.destroy(new Error(`no answer within ${limitMs} ms`)));
    sent.on('error', reject);
    sent.end(body ?? undefined);
  });
}
