// Looks at the shop once a second, and makes a picture of what it saw. One look for all who watch.
import { setTimeout as pause } from 'node:timers/promises';
import { outboxOverview, paymentsOverview } from '@evenkeel/contracts';
import type { ManagedShop, PartName, PartStatus } from '@evenkeel/platform';
import type { Happening, Look, PartView, Picture, Selling, SellingPoint, Told } from '../picture.ts';
import { breakerOf, type Dependency, gatewayHealth, guardsOf } from './breakers.ts';
import { lookAt } from './look.ts';
import { goesOn, type Reading, readingOf, trafficBetween } from './reading.ts';
import { whatHappened } from './story.ts';
import { callers, wires } from './wiring.ts';

export interface WatchOptions {
  readonly shop: Pick<ManagedShop, 'platform' | 'metrics' | 'operate'>;
  /** Addresses of the same page, of both shops. */
  readonly pages: { readonly protected: string; readonly naive: string };
  /** How many people the control room has sent into the shop. */
  readonly visitors: () => number;
  /** Between two looks, in ms; 1,000 by default. */
  readonly everyMs?: number;
  /** The same while nobody watches; 5,000 by default. */
  readonly unseenEveryMs?: number;
}

export interface Watch {
  /** The newest; undefined before the first look has ended. */
  picture(): Picture | undefined;
  /** How both shops have sold so far, oldest first. */
  selling(): readonly SellingPoint[];
  /** The newest happenings, oldest first. */
  happenings(): readonly Happening[];
  /** Something was done by hand; of `part`, when it was done to one: then its change is not told a second time. */
  tell(told: Told, part?: PartName): void;
  /** Hears of each picture, with what has happened since the one before. As long as somebody does, looks are frequent. */
  on(listener: (picture: Picture, happenings: readonly Happening[]) => void): () => void;
  close(): Promise<void>;
}

/** So many readings make a window: with one a second it is five seconds long. */
const mostReadings = 6;
const mostLooks = 60;
/** A point of the chart is of so many looks: one that fails is a dent, and not the end. */
const looksOfAPoint = 5;
const mostPoints = 600;
const mostHappenings = 500;
/** After that a change is news again, in ms. */
const longestMoveMs = 5_000;

export function watch({ shop, pages, visitors, everyMs = 1_000, unseenEveryMs = 5_000 }: WatchOptions): Watch {
  const ending = new AbortController();
  const listeners = new Set<Parameters<Watch['on']>[0]>();
  const readings = new Map<PartName, Reading[]>();
  const since = new Map<PartName, { readonly state: string; readonly atMs: number | null }>();
  const looks: { protected: Look; naive: Look }[] = [];
  const happened: Happening[] = [];
  const points: SellingPoint[] = [];
  const byHand: Told[] = [];
  /** Part → until when its next change is one that was told already, by `performance.now()`. */
  const moved = new Map<PartName, number>();
  let newest: Picture | undefined;
  let next = new AbortController();

  /** Undefined where nobody tells. */
  const told = <T>(answer: Promise<T>): Promise<T | undefined> => answer.catch(() => undefined);

  async function read(name: PartName): Promise<void> {
    const text = await told(shop.metrics(name));
    if (text === undefined) {
      readings.delete(name);
      return;
    }
    const reading = readingOf(text, performance.now());
    const before = readings.get(name) ?? [];
    const last = before.at(-1);
    readings.set(name, [...(last && goesOn(last, reading) ? before : []), reading].slice(-mostReadings));
  }

  function partView({ name, state, pid, note }: PartStatus, facts: readonly string[]): PartView {
    const known = since.get(name);
    if (known?.state !== state) since.set(name, { state, atMs: known === undefined ? null : performance.now() });
    const atMs = since.get(name)?.atMs ?? null;
    return { name, state, pid, note, facts, forMs: atMs === null ? null : performance.now() - atMs };
  }

  const windowOf = (name: PartName) => {
    const list = readings.get(name) ?? [];
    const [oldest, latest] = [list[0], list.at(-1)];
    return oldest && latest && oldest !== latest ? { oldest, latest } : undefined;
  };

  async function look(): Promise<Picture> {
    const statuses = await shop.platform.list();
    const isUp = (name: PartName) => statuses.some((part) => part.name === name && part.state === 'running');
    const [health, payments, outbox, ...both] = await Promise.all([
      isUp('gateway') ? told(shop.operate('gateway', 'GET', 'breakers')) : undefined,
      isUp('payment') ? told(shop.operate('payment', 'GET', 'payments')) : undefined,
      isUp('gateway') ? told(shop.operate('gateway', 'GET', 'outbox')) : undefined,
      lookAt(pages.protected),
      lookAt(pages.naive),
      ...callers.map((name) => (isUp(name) ? read(name) : void readings.delete(name))),
    ]);
    const [protectedLook, naiveLook] = both as [Look, Look];
    looks.push({ protected: protectedLook, naive: naiveLook });
    looks.splice(0, looks.length - mostLooks);

    const dependencies: readonly Dependency[] | undefined = gatewayHealth.safeParse(health?.body).data?.dependencies;
    const queue = paymentsOverview.safeParse(payments?.body).data?.queue.depth;
    const waiting = outboxOverview.safeParse(outbox?.body).data;
    const sections = sectionsShare();
    const facts: Partial<Record<PartName, readonly string[]>> = {
      ...(queue !== undefined && { payment: [`queue ${queue}`] }),
    };
    return {
      at: new Date().toISOString(),
      parts: statuses.map((part) => partView(part, facts[part.name] ?? [])),
      wires: wires.map(({ from, to, carries }) => {
        const window = windowOf(from);
        return {
          from,
          to,
          traffic: window ? trafficBetween(window.oldest, window.latest, carries) : null,
          breaker: from === 'gateway' && dependencies ? breakerOf(dependencies, carries) : null,
        };
      }),
      dials: {
        sells: sellingOf(looks),
        ...(dependencies ? guardsOf(dependencies) : { retryBudget: null, busiestBulkhead: null, breakers: null }),
        fromCopies: sections,
        orders: {
          queued: queue ?? null,
          outbox: waiting ? (waiting.stream?.waiting ?? 0) + (waiting.journal?.waiting ?? 0) : null,
        },
      },
      shops: { protected: protectedLook, naive: naiveLook },
      selling: sellingOf(looks.slice(-looksOfAPoint)),
      visitors: visitors(),
    };
  }

  function sectionsShare(): number | null {
    const window = windowOf('gateway');
    if (window === undefined) return null;
    const all = window.latest.sections.all - window.oldest.sections.all;
    return all > 0 ? (window.latest.sections.copies - window.oldest.sections.copies) / all : null;
  }

  /** A look that was under way when it was moved has not seen it yet. */
  function forgetMoved(before: Picture | undefined, now: Picture): void {
    const stateIn = (picture: Picture | undefined, part: PartName) =>
      picture?.parts.find(({ name }) => name === part)?.state;
    for (const [part, until] of moved)
      if (stateIn(before, part) !== stateIn(now, part) || performance.now() > until) moved.delete(part);
  }

  async function goOn(): Promise<void> {
    while (!ending.signal.aborted) {
      const picture = await look();
      const at = picture.at;
      const seen = newest ? whatHappened(newest, picture, moved) : [];
      forgetMoved(newest, picture);
      const fresh = [...byHand.splice(0), ...seen].map(
        (one, index): Happening => ({ ...one, at, number: (happened.at(-1)?.number ?? 0) + index + 1 }),
      );
      happened.push(...fresh);
      happened.splice(0, happened.length - mostHappenings);
      newest = picture;
      points.push({ at, ...picture.selling });
      points.splice(0, points.length - mostPoints);
      for (const listener of listeners) listener(picture, fresh);
      next = new AbortController();
      const signal = AbortSignal.any([ending.signal, next.signal]);
      await pause(listeners.size > 0 ? everyMs : unseenEveryMs, undefined, { signal }).catch(() => undefined); // Sooner.
    }
  }
  const going = goOn();

  return {
    picture: () => newest,
    happenings: () => happened,
    selling: () => points,
    tell(told, part) {
      byHand.push(told);
      if (part !== undefined) moved.set(part, performance.now() + longestMoveMs);
      next.abort();
    },
    on(listener) {
      listeners.add(listener);
      next.abort(); // Whoever has just come does not wait.
      return () => listeners.delete(listener);
    },
    async close() {
      ending.abort();
      await going;
    },
  };
}

function sellingOf(looks: readonly { readonly protected: Look; readonly naive: Look }[]): Selling {
  const share = (shop: keyof Selling) => looks.filter((one) => one[shop].sells).length / looks.length;
  return looks.length === 0
    ? { protected: null, naive: null }
    : { protected: share('protected'), naive: share('naive') };
}
