// What the control room knows of the shop at one moment, for server and page. Everything in it was looked at; nothing is remembered from
// what somebody has ordered.
import type { PartName, PartState } from '@evenkeel/platform';

export interface Picture {
  /** Of the look, ISO 8601. */
  readonly at: string;
  readonly parts: readonly PartView[];
  readonly wires: readonly WireView[];
  readonly dials: Dials;
  /** The two shops, as somebody saw them who opened a page. */
  readonly shops: { readonly protected: Look | null; readonly naive: Look | null };
  /** Of the last looks. */
  readonly selling: Selling;
  /** People whom the control room has sent into the shop. */
  readonly visitors: number;
}

/** The share of looks at each shop that could have bought, 0 to 1; null before the first. */
export interface Selling {
  readonly protected: number | null;
  readonly naive: number | null;
}
export interface SellingPoint extends Selling {
  /** ISO 8601 */
  readonly at: string;
}

export interface PartView {
  readonly name: PartName;
  readonly state: PartState;
  readonly pid: number | null;
  /** Why it is so, or what it lacks. */
  readonly note: string;
  /** So long it has been in this state, in ms; null when that was so at the first look. */
  readonly forMs: number | null;
  /** Facts of its own, a line each. */
  readonly facts: readonly string[];
}

export interface WireView {
  readonly from: PartName;
  readonly to: PartName;
  /** Null when its caller does not tell: it is dead, it hangs, or it was asked for the first time. */
  readonly traffic: Traffic | null;
  /** Of all breakers on this wire the one that is furthest from closed; null where the caller has none, or does not tell. */
  readonly breaker: BreakerView | null;
}

export interface Traffic {
  /** Calls that people caused, over the last seconds. */
  readonly perSecond: number;
  /** Of those that ended and count, 0 to 1; null without any. */
  readonly success: number | null;
  /** Null without any; at most the highest limit of the histogram. */
  readonly p99Ms: number | null;
}

export interface BreakerView {
  /** `review.texts` */
  readonly name: string;
  readonly state: 'CLOSED' | 'HALF_OPEN' | 'OPEN';
  /** How many there are on this wire, and how many of them are not closed. */
  readonly of: number;
  readonly notClosed: number;
  /** Until a probe may go, in ms. */
  readonly retryAfterMs: number | null;
  /** Opened by hand. */
  readonly isolated: boolean;
  /** Why it is as it is: `5 failures in 10 s: ECONNREFUSED`. */
  readonly why: string;
}

export interface Dials {
  /** Of the looks of the last minute, the share that could sell, 0 to 1; null before the first. */
  readonly sells: Selling;
  /** The budget with least left, 0 to 1. */
  readonly retryBudget: { readonly left: number; readonly name: string } | null;
  readonly busiestBulkhead: { readonly active: number; readonly limit: number; readonly name: string } | null;
  /** Sections of pages that copies stood in for, of all in the last seconds, 0 to 1; null without any page. */
  readonly fromCopies: number | null;
  readonly breakers: { readonly notClosed: number; readonly all: number } | null;
  /** Orders that wait for the bank, and those that wait for payment; null where nobody tells. */
  readonly orders: { readonly queued: number | null; readonly outbox: number | null };
}

/** What somebody got who asked for a page. */
export interface Look {
  readonly status: number | null;
  readonly tookMs: number;
  /** Sections that show something, and all of the page. */
  readonly shown: number;
  readonly sections: number;
  /** The page has a working Add to cart. */
  readonly sells: boolean;
}

/** What is told of something that has happened. */
export type Told = Pick<Happening, 'tone' | 'title' | 'detail'>;

/** Something that has happened, for the time line. */
export interface Happening {
  readonly number: number;
  readonly at: string;
  readonly tone: 'live' | 'stale' | 'unavailable' | 'disabled';
  readonly title: string;
  readonly detail: string;
}
