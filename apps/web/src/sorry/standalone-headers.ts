// Headers of an answer that brings everything along: no script may run on it, and nobody keeps it.
import { frameAncestors } from '../page-policy.ts';

export const standaloneHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  get 'content-security-policy'() {
    return `default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; base-uri 'none'; form-action 'self'; ${frameAncestors()}`;
  },
};
