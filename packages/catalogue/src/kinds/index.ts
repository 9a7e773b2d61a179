// All kinds of products that the shop has.
import type { Kind } from '../kind.ts';
import { accessories } from './accessories.ts';
import { computers } from './computers.ts';

export const kinds: readonly Kind[] = [...computers, ...accessories];
