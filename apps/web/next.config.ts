import path from 'node:path';
import type { NextConfig } from 'next';

/** Every answer carries these; the Content-Security-Policy has a nonce per request and comes from proxy.ts. */
const securityHeaders = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=()' },
];

const nextConfig: NextConfig = {
  // For the container only: `next start` does not serve such a build.
  ...(process.env.WEB_OUTPUT === 'standalone' && {
    output: 'standalone' as const,
    outputFileTracingRoot: path.join(import.meta.dirname, '../..'),
  }),
  poweredByHeader: false,
  reactStrictMode: true,
  transpilePackages: ['@evenkeel/contracts', '@evenkeel/resilience', '@evenkeel/service-kit'],
  serverExternalPackages: ['prom-client', 'undici'],
  turbopack: {
    // The sorry page stands alone, so its style sheets travel inside it as text.
    rules: { '*.css': { condition: { query: '?raw' }, type: 'text' } },
  },
  headers: async () => [
    { source: '/:path*', headers: securityHeaders },
    // A picture's name stands for its content: a new drawing gets a new name.
    { source: '/pictures/:name', headers: [{ key: 'Cache-Control', value: 'public, max-age=31536000, immutable' }] },
  ],
};

export default nextConfig;
