import { AsyncLocalStorage } from 'node:async_hooks';

/** What is known everywhere inside a request without being passed along. */
export interface RequestContext {
  readonly requestId: string;
}

/** The request that the running code belongs to; empty outside requests. */
export const requestContext = new AsyncLocalStorage<RequestContext>();
