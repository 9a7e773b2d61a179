// What a reply of Redis that is an error says about the server: that it cannot serve, that it takes no writes, or only that this
// command was not to its liking. Whoever replies lives: reads go on where writes are refused.
import { type Classify, classify } from '@evenkeel/resilience';
import { ReplyError } from 'ioredis';
import { isCertainlyNotSent } from '../http/not-sent.ts';

/** `serving`: nothing is to be had from the server. `writes`: only writes are refused. `command`: it blames the command. */
export type Refusal = 'serving' | 'writes' | 'command';

/**
 * The first word of the reply → what is refused (`addReplyError` and `shared.*err` in the sources of Redis and Valkey). Any other
 * word is about the command: WRONGTYPE of one key, NOPERM for one command, NOSCRIPT, CROSSSLOT, ERR.
 */
const refusals: Readonly<Record<string, Refusal>> = {
  /** A replica, or a primary that has been made one. */
  READONLY: 'writes',
  /** It cannot save to its disk: full, or gone. */
  MISCONF: 'writes',
  /** No memory left, and nothing that may be evicted. */
  OOM: 'writes',
  /** Fewer replicas than a write has to reach. */
  NOREPLICAS: 'writes',
  LOADING: 'serving',
  /** A script that does not end holds everybody up. */
  BUSY: 'serving',
  MASTERDOWN: 'serving',
  CLUSTERDOWN: 'serving',
  NOAUTH: 'serving',
  WRONGPASS: 'serving',
};

/** ERR is about the command, but for these. */
const serverWide = /^ERR (max number of clients reached|invalid password|.*\bwithout any password configured)/;

/** What is refused when `error` is a reply of the server; undefined when it is none: a connection, a timeout, a mistake. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (!isReply(error)) return undefined;
  const word = /^[A-Z]+/.exec(error.message)?.[0] ?? '';
  // A transaction is discarded for what was said about its commands.
  if (word === 'EXECABORT') return worst((error.previousErrors ?? []).map(refusalOf));
  return serverWide.test(error.message) ? 'serving' : (refusals[word] ?? 'command');
}

const worst = (found: readonly (Refusal | undefined)[]): Refusal =>
  (['serving', 'writes'] as const).find((refusal) => found.includes(refusal)) ?? 'command';

/** ioredis, when there is no connection and nothing may be queued for one. */
const withoutConnection = /^Stream isn't writeable and enableOfflineQueue options is false/;

/** Whether a write has certainly not been done: it was not sent, or Redis replied that it takes none. */
export function isNotWritten(error: unknown): boolean {
  const refusal = refusalOf(error);
  if (refusal !== undefined) return refusal !== 'command';
  return isCertainlyNotSent(error) || (error instanceof Error && withoutConnection.test(error.message));
}

const isReply = (error: unknown): error is Error & { previousErrors?: readonly unknown[] } =>
  error instanceof Error && (error instanceof ReplyError || error.name === 'ReplyError');

/** For a pipeline that guards reads: refused writes say nothing about them. Nothing is retried. */
export const classifyRedisReads: Classify = (error) => verdict(error, ['serving']);

/** For a pipeline that guards writes: when they are refused, it is no use to go on asking. */
export const classifyRedisWrites: Classify = (error) => verdict(error, ['serving', 'writes']);

function verdict(error: unknown, failures: readonly Refusal[]) {
  const refusal = refusalOf(error);
  if (refusal === undefined) return { ...classify(error), retry: false };
  return { result: failures.includes(refusal) ? 'failure' : 'success', retry: false } as const;
}
