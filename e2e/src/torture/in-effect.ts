// Which fault was in effect when, and who could not be asked meanwhile: what a buyer may be told depends on who could know.
import { crashPoints, type Fault } from './faults.ts';

export interface InEffect {
  readonly fault: Fault;
  /** ms since 1970: before it was done, and after it was taken back and the part was there again. */
  readonly from: number;
  readonly to: number;
}

/**
 * Who cannot be asked, or cannot write. `redis full`: it answers and keeps nothing new. `notes`: those of the tries of a checkout, on the
 * gateway's disk. `payment`: because of its database or its wires, too.
 */
export type Away = 'redis' | 'redis full' | 'disk' | 'notes' | 'gateway' | 'payment';

/**
 * So long after a fault its part may still be taken for dead, in ms: a client of Redis connects again after a second at the most, breakers of
 * the tortured shop let a probe through after half of one, and a machine with other things to do takes as long again.
 */
const aftermathMs = 3_000;

const ofParts: Readonly<Record<'payment' | 'bank' | 'gateway' | 'postgres' | 'redis', readonly Away[]>> = {
  payment: ['payment'],
  postgres: ['payment'],
  redis: ['redis'],
  gateway: ['gateway'],
  bank: [], // Payment answers without it.
};

function awayIn(fault: Fault): readonly Away[] {
  switch (fault.kind) {
    case 'kill':
    case 'freeze':
      return ofParts[fault.part];
    case 'crash':
    case 'stand still':
      return ofParts[crashPoints[fault.point]];
    case 'bank':
    case 'payment':
      return ofParts[fault.kind];
    case 'redis full':
      return ['redis full'];
    case 'disk full':
      return ['disk'];
    case 'disk gone':
      return ['disk', 'notes'];
    case 'operator':
    case 'clock':
    case 'bank clock':
      return [];
  }
}

/** Whether one of them was away at some moment of that time. */
export const wasAway = (
  faults: readonly InEffect[],
  those: readonly Away[],
  { askedAt, heardAt }: { readonly askedAt: number; readonly heardAt: number },
): boolean =>
  faults.some(
    ({ fault, from, to }) =>
      from <= heardAt && to + aftermathMs >= askedAt && awayIn(fault).some((away) => those.includes(away)),
  );
