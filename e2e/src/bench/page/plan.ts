// What is measured, and how thoroughly: the whole run ends within six minutes, the quick one within 90 s.
import { catalogue } from '@evenkeel/catalogue';
import { visitorHeader } from '@evenkeel/contracts';
import type { PartName, Platform } from '@evenkeel/platform';
import { knownVisitor } from '../../known-visitor.ts';

/** Side by side: the same page, from the same services. */
export const gateways = ['gateway', 'naive-gateway'] as const;

export interface Plan {
  /** Rounds of one gateway after the other while all is well. */
  readonly rounds: number;
  readonly roundSeconds: number;
  /** The time in which latency under a fault is measured. */
  readonly windowSeconds: number;
  readonly broken: readonly Broken[];
}

export interface Broken {
  readonly name: string;
  readonly parts: readonly PartName[];
}

/** All that the page stands on. One PostgreSQL alone is nothing that a page notices: the other one answers. */
const dependencies: readonly Broken[] = [
  { name: 'product', parts: ['product'] },
  { name: 'review', parts: ['review'] },
  { name: 'recommendation', parts: ['recommendation'] },
  { name: 'both PostgreSQLs', parts: ['postgres', 'postgres-replica'] },
  { name: 'redis', parts: ['redis'] },
];

export const thorough: Plan = { rounds: 5, roundSeconds: 4, windowSeconds: 3, broken: dependencies };
export const quick: Plan = {
  rounds: 3,
  roundSeconds: 2,
  windowSeconds: 1,
  broken: dependencies.filter(({ name }) => name === 'review'),
};

export const slugs = catalogue().products.map(({ slug }) => slug);

/**
 * How the visitors go through the pages. In turn, none is asked for again so soon that anything could be shared: that is what protection
 * costs. As people choose, the second product is looked at half as often as the first, the third a third as often (Zipf's law): many ask
 * for what somebody has just asked for.
 */
export const ways = ['as people choose', 'in turn'] as const;
export type Way = (typeof ways)[number];

const looks = 3_000;
const pagesOf: Readonly<Record<Way, readonly string[]>> = {
  'in turn': slugs,
  'as people choose': byPopularity(slugs, looks),
};

/** Spread evenly over the sequence, and the same every time: multiples of the golden ratio. */
function byPopularity(names: readonly string[], length: number): string[] {
  const shares = names.map((_, index) => 1 / (index + 1));
  const all = shares.reduce((sum, share) => sum + share, 0);
  return Array.from({ length }, (_, look) => {
    let rest = (((look + 1) * 0.618_033_988_75) % 1) * all;
    const index = shares.findIndex((share) => {
      rest -= share;
      return rest < 0;
    });
    return names[index] ?? '';
  });
}

const visitor = '01890000-0000-7000-8000-000000000001';
const ofGateways = { start: '/pages/product/', headers: { [visitorHeader]: visitor } };
const pages = {
  gateway: ofGateways,
  'naive-gateway': ofGateways,
  web: { start: '/products/', headers: {} },
} as const;

/** For throughput: so many visitors, each as fast as they are answered. */
export const crowds = [4, 16] as const;
/** For latency: so few that nobody has to wait for the processor. */
const unhurried = 3;

/** Who is asked: the two gateways side by side, and the page as a browser gets it. */
export type Asked = keyof typeof pages;

/** By so many visitors at once; few enough for latency, and every page in turn, unless told otherwise. */
export async function visits(
  platform: Platform,
  asked: Asked,
  { connections = unhurried, way = 'in turn' }: { readonly connections?: number; readonly way?: Way } = {},
) {
  const url = platform.url(asked);
  const { start, headers } = pages[asked];
  const known = asked === 'web' ? { cookie: await visitorOfWeb(url) } : headers;
  return { paths: pagesOf[way].map((slug) => start + slug), headers: known, connections, url };
}

let met: Promise<string> | undefined;

/** The same visitor of web in the whole run, as the one of the gateways is. */
function visitorOfWeb(url: string): Promise<string> {
  met ??= knownVisitor(url).then((cookie) => Object.entries(cookie).join().replace(',', '='));
  return met;
}
