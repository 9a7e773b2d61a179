// What people do, as the gateway tells it to the services that learn from it.
import { z } from 'zod';
import { slug } from './product.ts';

/** What people do that says what they like; an order says more than a cart, a cart more than a look. */
export const behaviourKinds = ['view', 'cart', 'order'] as const;
export type BehaviourKind = (typeof behaviourKinds)[number];

/** One visitor did something with one product. Without a visitor it counts for everyone, and is nobody's history. */
export const behaviour = z.object({ kind: z.enum(behaviourKinds), slug, visitor: z.uuid().nullable() });
export type Behaviour = z.infer<typeof behaviour>;

/** So many things are told in one message at most. */
export const mostTold = 100;

/** What several visitors did. `POST /behaviour`. */
export const behaviours = z.array(behaviour).min(1).max(mostTold);

/** Products whose pages were looked at: what is looked at most is what is shown when nothing can be searched. `POST /looks`. */
export const looks = z.object({ slugs: z.array(slug).min(1).max(mostTold) });
