// The page as one script and one style sheet, put together when the control room starts: so there is nothing to build, and nothing old.
import path from 'node:path';
import { build } from 'esbuild';

export interface PageFiles {
  html(shops: { readonly protected: string; readonly naive: string }): string;
  readonly script: string;
  readonly style: string;
}

const page = path.join(import.meta.dirname, '../page');

/** @throws when the page cannot be put together, with the lines that are wrong */
export async function pageFiles(): Promise<PageFiles> {
  const { outputFiles } = await build({
    entryPoints: { 'control-room': path.join(page, 'main.tsx') },
    bundle: true,
    minify: true,
    format: 'esm',
    jsx: 'automatic',
    target: ['chrome123', 'safari17.5', 'firefox121'],
    define: { 'process.env.NODE_ENV': '"production"' },
    legalComments: 'none',
    write: false,
    outdir: page,
    logLevel: 'silent',
  });
  const textOf = (ending: string) => outputFiles.find((file) => file.path.endsWith(ending))?.text ?? '';
  return { script: textOf('.js'), style: textOf('.css'), html };
}

const html: PageFiles['html'] = (shops) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Evenkeel control room</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/control-room.css">
</head>
<body class="room" data-protected="${escaped(shops.protected)}" data-naive="${escaped(shops.naive)}">
<div id="root"></div>
<noscript><p>The control room draws a moving picture, which needs JavaScript. Without it: <code>pnpm shop ps</code></p></noscript>
<script type="module" src="/control-room.js"></script>
</body>
</html>
`;

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
