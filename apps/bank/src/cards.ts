// The cards that the bank knows, and what becomes of each: a shop that is tried out needs a card that is declined as much as one that
// is not. A card is a token; there are no numbers to steal.

/** What the bank does with a charge of a card, in this order: think, book or not, answer or not. */
export interface Card {
  readonly token: string;
  /** For people who choose one. */
  readonly name: string;
  readonly lastFour: string;
  /** Why it books nothing; null for a card that is good. */
  readonly declines: 'card_declined' | 'insufficient_funds' | null;
  /** Thinks so much longer, in ms. */
  readonly slowerByMs?: number;
  /** How its answer goes astray after the booking: the connection breaks, or it says 500 and goes on saying so. */
  readonly answer?: 'lost' | 'error';
  /** So many times it says "not now" first, with Retry-After, and nothing begun. */
  readonly busy?: number;
}

const good = { declines: null } as const;

export const cards: readonly Card[] = [
  { token: 'card_approved', name: 'A card that is approved', lastFour: '4242', ...good },
  { token: 'card_declined', name: 'A card that is declined', lastFour: '0002', declines: 'card_declined' },
  { token: 'card_empty', name: 'A card without enough money', lastFour: '9995', declines: 'insufficient_funds' },
  { token: 'card_slow', name: 'A card whose bank is slow', lastFour: '3220', ...good, slowerByMs: 4_000 },
  {
    token: 'card_lost',
    name: 'A card that is charged, but the answer is lost',
    lastFour: '0259',
    ...good,
    answer: 'lost',
  },
  { token: 'card_busy', name: 'A card whose bank is busy at first', lastFour: '0119', ...good, busy: 2 },
  { token: 'card_error', name: 'A card whose bank has an error, charged', lastFour: '0341', ...good, answer: 'error' },
  {
    token: 'card_error_declined',
    name: 'A card whose bank has an error, not charged',
    lastFour: '0342',
    declines: 'card_declined',
    answer: 'error',
  },
];

export const cardOf = (token: string): Card | undefined => cards.find((card) => card.token === token);
