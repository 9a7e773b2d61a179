// A card as forms name it: by its token, one of the bank's list.
import { type CardChoice, testCards } from '@evenkeel/contracts';
import { z } from 'zod';

export const cardField = z.string('must be one of the cards').transform((token, context): CardChoice => {
  const card = testCards.find((known) => known.token === token);
  if (card) return { token: card.token, lastFour: card.lastFour };
  context.issues.push({ code: 'custom', message: 'must be one of the cards', input: token });
  return z.NEVER;
});
