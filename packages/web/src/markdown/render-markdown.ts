import createDOMPurify from 'dompurify';
import markdownIt from 'markdown-it';

const markdown = markdownIt({ html: false, linkify: true, breaks: true });
// Pictures would be requests to somebody else's server; headings would break the outline of the page.
markdown.disable(['image']);
markdown.renderer.rules.heading_open = () => '<p><strong>';
markdown.renderer.rules.heading_close = () => '</strong></p>\n';

const purify = createDOMPurify(window);
purify.addHook('afterSanitizeAttributes', (node) => {
  if (node.tagName !== 'A') return;
  node.setAttribute('rel', 'noopener noreferrer nofollow');
  node.setAttribute('target', '_blank');
});

const tags = 'a blockquote br code del em hr li ol p pre s strong table tbody td th thead tr ul'.split(' ');

const allowed = {
  ALLOWED_TAGS: tags,
  ALLOWED_ATTR: ['href', 'start'],
  ALLOWED_URI_REGEXP: /^(?:https?|mailto):/i,
};

const mostKept = 2_000;
const rendered = new Map<string, string>();

/** Turns the Markdown that a person signed into HTML that can do nothing but be read. */
export function renderMarkdown(text: string): string {
  const known = rendered.get(text);
  if (known !== undefined) return known;
  const html = purify.sanitize(markdown.render(text), allowed);
  if (rendered.size >= mostKept) rendered.clear();
  rendered.set(text, html);
  return html;
}
