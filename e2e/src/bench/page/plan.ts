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

/** Each page in turn: one that is asked for again and again would be answered out of what the gateway has just heard. */
export const slugs = catalogue().products.map(({ slug }) => slug);
const visitor = '01890000-0000-7000-8000-000000000001';
const ofGateways = {
  paths: slugs.map((slug) => `/pages/product/${slug}`),
  headers: { [visitorHeader]: visitor },
};
const pages = {
  gateway: ofGateways,
  'naive-gateway': ofGateways,
  web: { paths: slugs.map((slug) => `/products/${slug}`) },
} as const;

/** For throughput: so many visitors, each as fast as they are answered. */
export const crowds = [4, 16] as const;
/** For latency: so few that nobody has to wait for the processor. */
const unhurried = 3;

/** Who is asked: the two gateways side by side, and the page as a browser gets it. */
export type Asked = keyof typeof pages;

/** Every page in turn, by so many visitors at once; few enough for latency unless told otherwise. */
export async function visits(platform: Platform, asked: Asked, connections: number = unhurried) {
  const url = platform.url(asked);
  const known = asked === 'web' && { headers: { cookie: await visitorOfWeb(url) } };
  return { ...pages[asked], ...known, connections, url };
}

let met: Promise<string> | undefined;

/** The same visitor of web in the whole run, as the one of the gateways is. */
function visitorOfWeb(url: string): Promise<string> {
  met ??= knownVisitor(url).then((cookie) => Object.entries(cookie).join().replace(',', '='));
  return met;
}
