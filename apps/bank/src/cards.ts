// The cards that the bank knows, and what becomes of each: a shop that is tried out needs a card that is declined as much as one that
// is not. A card is a token; there are no numbers to steal.
import { type CardToken, type TestCard, testCards } from '@evenkeel/contracts';

/** What the bank does with a charge of a card, in this order: think, book or not, answer or not. */
interface Behaviour {
  /** Why it books nothing; null for a card that is good. */
  readonly declines: 'card_declined' | 'insufficient_funds' | null;
  /** Thinks so much longer, in ms. */
  readonly slowerByMs?: number;
  /** How its answer goes astray after the booking: the connection breaks, or it says 500 and goes on saying so. */
  readonly answer?: 'lost' | 'error';
  /** So many times it says "not now" first, with Retry-After, and nothing begun. */
  readonly busy?: number;
}
export type Card = TestCard & Behaviour;

const behaviours: Readonly<Record<CardToken, Behaviour>> = {
  card_approved: { declines: null },
  card_declined: { declines: 'card_declined' },
  card_empty: { declines: 'insufficient_funds' },
  card_slow: { declines: null, slowerByMs: 4_000 },
  card_lost: { declines: null, answer: 'lost' },
  card_busy: { declines: null, busy: 2 },
  card_error: { declines: null, answer: 'error' },
  card_error_declined: { declines: 'card_declined', answer: 'error' },
};

export const cards: readonly Card[] = testCards.map((card) => ({ ...card, ...behaviours[card.token] }));

export const cardOf = (token: string): Card | undefined => cards.find((card) => card.token === token);
