import { config } from './config.ts';

/** Whether this shop lets people look at its plumbing at all. */
export const plumbingOffered = (): boolean => config().PLUMBING === 'on';
