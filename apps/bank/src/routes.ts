// The bank over HTTP.
import { badRequest, checked, notFound, ProblemError } from '@evenkeel/service-kit/server/problem';
import { type Request, Router } from 'express';
import { z } from 'zod';
import { cardOf, cards } from './cards.ts';
import type { Bank } from './charging.ts';
import type { Ledger } from './ledger.ts';

const chargeBody = z.strictObject({
  cents: z.number().int().positive().max(100_000_000),
  currency: z.literal('USD'),
  card: z.string().max(60),
  reference: z.string().min(1).max(100),
});
const listQuery = z.object({
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
});
const chargeId = z.uuid('must be the id of a charge');

/** @param asOf what the clock of the bank shows, so that whoever asked can mend its own idea of the time */
const tooLate = (asOf: number) =>
  new ProblemError(410, 'Gone', 'The time for this charge is over. Nothing was charged.', { extensions: { asOf } });

export function bankRoutes(bank: Bank, ledger: Ledger): Router {
  const router = Router();

  /** Idempotency-Key: whose charge this is. Charge-Expires-At (ISO 8601): after this moment of the bank's clock nothing is booked. */
  router.post('/charges', async (req, res) => {
    const key = keyOf(req);
    const { card: token, ...about } = checked(chargeBody, req.body);
    const card = cardOf(token);
    if (card === undefined) throw badRequest('card: there is no such card; GET /cards names them');
    const charged = await bank.charge({ key, card, ...about, expiresAt: expiryOf(req) });
    switch (charged.kind) {
      case 'answer':
        if (charged.lost) return void req.socket.destroy();
        if (charged.replayed) res.set('idempotent-replayed', 'true');
        return void res
          .status(charged.status)
          .type(charged.status >= 500 ? 'application/problem+json' : 'application/json')
          .send(charged.body);
      case 'in-progress':
        throw new ProblemError(409, 'Conflict', 'This key is being worked on.', { headers: { 'retry-after': '1' } });
      case 'other-body':
        throw new ProblemError(422, 'Unprocessable Content', 'This key came with another charge before.');
      case 'expired':
        throw tooLate(bank.now());
      case 'busy': {
        const headers = { 'retry-after': String(Math.ceil(charged.retryAfterMs / 1_000)) };
        throw new ProblemError(429, 'Too Many Requests', 'Not now. Nothing was begun.', { headers });
      }
    }
  });

  /**
   * What became of a key, whatever was answered then: the charges under it, the newest first, or none. `asOf`: by the clock that charges
   * expire by, ms since 1970. None, and later than the expiry: nothing was booked, and nothing will be.
   */
  router.get('/charges/by-key/:key', (req, res) => {
    const asOf = bank.now();
    res.set('cache-control', 'no-store').json({ charges: ledger.chargesOf(req.params.key), asOf });
  });

  /** For whoever compares the books: all charges in their order. */
  router.get('/charges', (req, res) => {
    const { after, limit } = checked(listQuery, req.query);
    res.set('cache-control', 'no-store').json({ charges: ledger.list(after, limit) });
  });

  /** Gives all of it back, once, however often it is asked. */
  router.post('/charges/:id/refund', (req, res) => {
    const id = checked(chargeId, req.params.id);
    const charge = ledger.refund(id, bank.now());
    if (charge === undefined) throw notFound('There is no such charge.');
    if (charge.status !== 'approved') throw new ProblemError(409, 'Conflict', 'Nothing was charged.');
    res.json(charge);
  });

  router.get('/cards', (_req, res) => {
    res.json({ cards: cards.map(({ token, name, lastFour }) => ({ token, name, lastFour })) });
  });

  return router;
}

function keyOf(req: Request): string {
  const key = req.get('idempotency-key') ?? '';
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) throw badRequest('Idempotency-Key must be 1 to 255 visible characters');
  return key;
}

/** Without one it may be booked whenever the bank comes to it. */
function expiryOf(req: Request): number {
  const text = req.get('charge-expires-at');
  if (text === undefined) return Number.POSITIVE_INFINITY;
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw badRequest('Charge-Expires-At must be a moment in ISO 8601');
  return at;
}
