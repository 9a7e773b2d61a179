import type { ManagedShop } from '@evenkeel/platform';

/** What a verb is called with. */
export interface Call {
  readonly shop: ManagedShop;
  /** Brings the shop up and stays with it until told to stop; not there when it runs in the background anyway. */
  readonly stayWith?: (() => Promise<number>) | undefined;
  /** The words after the verb. */
  readonly args: readonly string[];
  readonly print: (line: string) => void;
}

/** Answers the exit code. */
export type Run = (call: Call) => Promise<number>;
