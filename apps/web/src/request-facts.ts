// What the proxy tells the render about a request, as headers that it always sets itself: nobody outside can.
export const shopPathHeader = 'x-shop-path';
export const plumbingHeader = 'x-shop-plumbing';

export const visitorCookieName = 'visitor';
export const plumbingCookieName = 'plumbing';
