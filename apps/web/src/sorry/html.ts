// Pages that need nothing of the shop to work: one HTML text, its style sheets inside, no script.

export interface Html {
  readonly html: string;
}

/** A template that escapes what is put into it, unless it is {@link Html} itself. */
export function html(parts: TemplateStringsArray, ...values: readonly (string | Html | readonly Html[])[]): Html {
  return { html: parts.reduce((text, part, index) => text + shown(values[index - 1] ?? '') + part) };
}

const shown = (value: string | Html | readonly Html[]): string => {
  if (typeof value === 'string') return value.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return 'html' in value ? value.html : value.map(shown).join('');
};

/** Text that is HTML already and ours, such as a style sheet. */
export const trusted = (text: string): Html => ({ html: text });
