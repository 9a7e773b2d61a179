// A page of the shop, opened as a visitor does, and what can be done on it.
import { request } from 'node:http';
import { parse } from 'node-html-parser';
import type { Look } from '../picture.ts';

/** A person has gone by then, in ms. */
const patienceMs = 3_000;
const mostBytes = 2_000_000;
const showing = new Set(['live', 'stale', 'fallback']);

/** Never rejects: a page that does not come is what was seen. */
export async function lookAt(url: string): Promise<Look> {
  const began = performance.now();
  const { status, html } = await open(url).catch(() => ({ status: null, html: '' }));
  const page = parse(html);
  const sections = page.querySelectorAll('[data-section]');
  return {
    status,
    tookMs: performance.now() - began,
    sections: sections.length,
    shown: sections.filter((section) => showing.has(section.getAttribute('data-state') ?? '')).length,
    sells:
      status === 200 &&
      page.querySelectorAll('form[action^="/"] button').some(({ text }) => text.trim() === 'Add to cart'),
  };
}

/** With a connection of its own: one that is kept open to a web that hangs would hang the next look, too. */
function open(url: string): Promise<{ status: number; html: string }> {
  return new Promise((resolve, reject) => {
    const asked = request(url, {
      agent: false,
      signal: AbortSignal.timeout(patienceMs),
      headers: { accept: 'text/html' },
    });
    asked.once('error', reject);
    asked.once('response', (answer) => {
      let html = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => {
        html += chunk;
        if (html.length > mostBytes) answer.destroy(new Error('a page that has no end'));
      });
      answer.once('error', reject);
      answer.once('end', () => resolve({ status: answer.statusCode ?? 0, html }));
    });
    asked.end();
  });
}
