// The frame around pages that stand alone: the header of all pages, a footer without the plumbing switch.
import { searchLimits } from '@evenkeel/contracts';
import { mainCategories } from '../navigation.ts';
import base from '../styles/base.css?raw';
import frame from '../styles/frame.css?raw';
import search from '../styles/search.css?raw';
import sorry from '../styles/sorry.css?raw';
import tokens from '../styles/tokens.css?raw';
import { shopName } from '../wording.ts';
import { type Html, html, trusted } from './html.ts';

const style = trusted([tokens, base, frame, search, sorry].join('\n'));

const mark = html`<svg viewBox="0 0 32 32" aria-hidden="true"><path d="M2 14.5h28" stroke="currentColor" stroke-width="3" stroke-linecap="round"/><path d="M5.5 19h21c-1.6 5.7-5.5 8.5-10.5 8.500S7.1 24.7 5.5 19z" fill="currentColor"/><circle cx="16" cy="7.5" r="2.6" fill="currentColor"/></svg>`;

const find = html`<search class="find"><form action="/search" method="get"><label for="q" class="hidden">Search products</label><input id="q" name="q" type="search" placeholder="Search" maxlength="${String(searchLimits.queryLength)}" autocomplete="off" enterkeyhint="search"><button type="submit"><svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><circle cx="7" cy="7" r="4.8"/><path d="m10.6 10.6 3.4 3.4"/></svg><span class="hidden">Search</span></button></form></search>`;

const links = mainCategories.map(({ slug, name }) => html`<a href="/categories/${slug}">${name}</a>`);

const cartIcon = html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d="M1 2h2l1.6 8.2h7.6L14 4.5H3.5"/><circle cx="5.7" cy="13.3" r=".9"/><circle cx="11.2" cy="13.3" r=".9"/></svg>`;

interface Framed {
  readonly title: string;
  readonly system: 'normal' | 'degraded';
  /** How many things are in the cart: it is in the visitor's cookies, so it is known whatever else is not. */
  readonly inCart: number;
}

export const framed = ({ title, system, inCart }: Framed, main: Html): string =>
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
${find}
<nav aria-label="Shop">${links}<a class="cart" href="/cart">${cartIcon} Cart ${inCart > 0 ? html`<em>${String(inCart)}</em>` : ''}</a></nav></div></header>
<main class="wrap">${main}</main>
<footer class="foot"><div class="wrap"><span>© ${shopName}, a demo shop. Nothing here is for sale.</span><a href="/mailbox">Your messages</a><a href="/status">Shop status</a></div></footer>
</body>
</html>
`.html;
