// What the buyer can do about an order, and how long its page looks again by itself, by state.
import type { OrderState } from '@evenkeel/contracts';

export const takesAnotherCard: ReadonlySet<OrderState> = new Set(['declined', 'needs_buyer']);
export const canBeCancelled: ReadonlySet<OrderState> = new Set(['queued', 'declined', 'needs_buyer']);
/** The buyer is written to when it is settled. */
export const isWrittenAbout: ReadonlySet<OrderState> = new Set(['queued', 'confirming', 'needs_buyer']);
/** In these it goes on by itself, soon. */
export const movesByItself: readonly OrderState[] = ['charging', 'queued', 'confirming'];
