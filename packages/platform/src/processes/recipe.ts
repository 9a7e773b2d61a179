// What a process platform must be told about a part in order to run it.

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** The whole environment: nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  /** The user to run as; only root can choose. */
  readonly uid?: number;
  readonly gid?: number;
}

export interface Start {
  /** Tells the person who waits what takes so long. */
  readonly progress: (line: string) => void;
  /** Aborts when the start is called off. */
  readonly signal: AbortSignal;
}

export interface Recipe {
  /** Why this machine cannot have the part; undefined when it can. Called often: must be cheap. */
  absent?(): string | undefined;
  /** Makes what must be on disk before the process starts, and clears away what a killed one left behind. */
  prepare?(start: Start): Promise<void>;
  command(): Command;
  /** True when the part serves. Must end when the signal aborts. */
  answers(signal: AbortSignal): Promise<boolean>;
  /** What an answering part still lacks, for people; undefined when nothing. */
  lacks?(signal: AbortSignal): Promise<string | undefined>;
  /** What it lacks does not come back by itself: a new start mends it. */
  readonly restartMends?: boolean;
  /** What is left to do once it answers. */
  settle?(): Promise<void>;
  /** The start failed: mends what it can, and says whether a second try is worth it. */
  mend?(): Promise<boolean>;
  readonly stopSignal: 'SIGTERM' | 'SIGINT';
}
