// The frame around pages that stand alone: header without a cart count, footer without the plumbing switch.
import { mainCategories } from '../navigation.ts';
import base from '../styles/base.css?raw';
import frame from '../styles/frame.css?raw';
import sorry from '../styles/sorry.css?raw';
import tokens from '../styles/tokens.css?raw';
import { shopName } from '../wording.ts';
import { type Html, html, trusted } from './html.ts';

const style = trusted([tokens, base, frame, sorry].join('\n'));

const mark = html`<svg viewBox="0 0 32 32" aria-hidden="true"><path d="M2 14.5h28" stroke="currentColor" stroke-width="3" stroke-linecap="round"/><path d="M5.5 19h21c-1.6 5.7-5.5 8.5-10.5 8.500S7.1 24.7 5.5 19z" fill="currentColor"/><circle cx="16" cy="7.5" r="2.6" fill="currentColor"/></svg>`;

const links = mainCategories.map(({ slug, name }) => html`<a href="/categories/${slug}">${name}</a>`);

export const framed = (title: string, system: 'normal' | 'degraded', main: Html): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<link rel="icon" href="/icon.svg">
<title>${title} – ${shopName}</title>
<style>${style}</style>
</head>
<body data-system="${system}">
<header class="top"><div class="wrap"><a class="brand" href="/">${mark}${shopName}</a>
<nav aria-label="Shop">${links}<a class="cart" href="/cart">Cart</a></nav></div></header>
<main class="wrap">${main}</main>
<footer class="foot"><div class="wrap"><span>© ${shopName}, a demo shop. Nothing here is for sale.</span><a href="/status">Shop status</a></div></footer>
</body>
</html>
`.html;
