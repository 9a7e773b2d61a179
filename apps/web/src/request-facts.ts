// What the proxy tells the render about a request, as headers that it always sets itself. Nobody outside can: whoever sends
// one is not heard (mend-requests.ts).
import { requestIdHeader, visitorHeader } from '@evenkeel/contracts';

export const shopPathHeader = 'x-shop-path';
export const plumbingHeader = 'x-shop-plumbing';
export const shopQueryHeader = 'x-shop-query';
/** The checkout that a page is about, signed as in its cookie. */
export const shopCheckoutHeader = 'x-shop-checkout';
export const proxyFacts = [
  ...[shopPathHeader, shopQueryHeader, shopCheckoutHeader, plumbingHeader],
  ...[requestIdHeader, visitorHeader],
] as const;
