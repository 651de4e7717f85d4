/** Markup that is safe to send: made by `html` only. */
export type Html = { readonly markup: string };
type Value = Html | readonly Html[] | string | number | undefined;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Markup with values in it; everything that is not markup itself is escaped, undefined is left out. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  const rest = values.map((value, index) => `${markupOf(value)}${parts[index + 1]}`);
  return { markup: `${parts[0]}${rest.join('')}` };
}

function markupOf(value: Value): string {
  if (value === undefined) return '';
  if (typeof value === 'string' || typeof value === 'number') return String(value).replaceAll(/[&<>"']/g, (character) => ENTITIES[character] as string);
  return 'markup' in value ? value.markup : value.map(({ markup }) => markup).join('');
}

/** The little of Markdown that descriptions use: paragraphs, lists, and code between backticks. */
export function renderProse(text = ''): readonly Html[] {
  return text.split(/\n{2,}/).filter((block) => block !== '').map((block) => {
    if (!block.startsWith('- ')) return html`<p>${renderLine(block)}</p>`;
    return html`<ul>${block.slice(2).split(/\n- /).map((item) => html`<li>${renderLine(item)}</li>`)}</ul>`;
  });
}

export function renderLine(text: string): readonly Html[] {
  return text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : html`${part}`));
}
