// The search field as the server sends it.
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { SearchField } from '../src/components/search/search-field.tsx';

test('without JavaScript the search field is a plain one, and promises no list', () => {
  const shown = renderToStaticMarkup(<SearchField query="5&quot; screen" />);
  expect(shown).toMatch(/<form action="\/search" method="get">.*<button type="submit">/);
  const [field] = /<input[^>]*>/.exec(shown) ?? [];
  for (const says of ['name="q"', 'type="search"', 'maxLength="200"', 'value="5&quot; screen"']) {
    expect(field).toContain(says);
  }
  expect(shown).not.toMatch(/role=|aria-(?!hidden)|list|tabindex/i);
});
