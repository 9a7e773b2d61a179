import type { Settings } from '../settings.ts';
import type { LocalShop } from '../shop.ts';

/** What a verb is called with. */
export interface Call {
  readonly shop: LocalShop;
  readonly settings: Settings;
  /** The words after the verb. */
  readonly args: readonly string[];
  readonly print: (line: string) => void;
}

/** Answers the exit code. */
export type Run = (call: Call) => Promise<number>;
