import { config } from './config.ts';

/** Next's development tools bring styles of their own, and stacks through `eval`; the built shop needs neither. */
const forDevelopment = {
  scripts: process.env.NODE_ENV === 'development' ? " 'unsafe-eval'" : '',
  styles: process.env.NODE_ENV === 'development' ? " 'unsafe-inline'" : '',
};

/** Who may show a page in a frame. */
export const frameAncestors = (): string => ["frame-ancestors 'self'", ...config().FRAMED_BY].join(' ');

/** The Content-Security-Policy of a rendered page. Next puts the nonce on its own scripts; bars and dots need style attributes. */
export const pagePolicy = (nonce: string): string =>
  [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'${forDevelopment.scripts}`,
    `style-src 'self'${forDevelopment.styles}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    frameAncestors(),
  ].join('; ');
