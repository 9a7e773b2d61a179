// How the bank is doing, for those who tell the shop's customers what works.
import type { bankAnswers } from '@evenkeel/contracts';
import { Router } from 'express';
import type { z } from 'zod';
import type { BankClient } from '../bank/client.ts';

/** Longest that the bank is waited for, in ms. */
const lookMs = 150;

export function bankRoutes(bank: Pick<BankClient, 'answers'>): Router {
  const router = Router();
  router.get('/bank', async (_req, res) => {
    const told: z.infer<typeof bankAnswers> = { answers: await bank.answers(lookMs) };
    res.set('cache-control', 'no-store').json(told);
  });
  return router;
}
