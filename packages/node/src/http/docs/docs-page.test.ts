import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestNode, type TestNode } from '../../testing/create-test-node.ts';
import { curlExample, exampleOf } from './curl-example.ts';
import { html, renderProse } from './html.ts';
import { listEndpoints, type Endpoint, type OpenApiDocument } from './openapi-document.ts';
import { typeOf } from './render-schema.ts';

describe('the page about the API', () => {
  let node: TestNode;
  let endpoints: Endpoint[];
  let page: string;

  beforeAll(async () => {
    node = await createTestNode();
    endpoints = listEndpoints((await node.inject({ url: '/v1/openapi.json' })).json<OpenApiDocument>());
    page = (await node.inject({ url: '/docs' })).body;
  });
  afterAll(() => node.dispose());

  it('is open to strangers, as HTML under the policy of all pages', async () => {
    const [docs, style, other] = await Promise.all(['/docs', '/docs/docs.css', '/v1/openapi.json'].map((url) => node.inject({ url })));
    expect([docs?.headers['content-type'], style?.headers['content-type']]).toEqual(['text/html; charset=utf-8', 'text/css; charset=utf-8']);
    expect(docs?.headers['content-security-policy']).toBe(other?.headers['content-security-policy']);
  });

  it('shows every operation once, and links to it', () => {
    const missing = endpoints.filter(({ operationId }) => page.split(`<h3 id="${operationId}">`).length !== 2 || !page.includes(`<a href="#${operationId}">`));
    expect(missing).toEqual([]);
  });

  it('has no id twice and no link into nothing', () => {
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    const links = [...page.matchAll(/ href="#([^"]+)"/g)].map(([, id]) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(links.filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('gives examples that the node understands', async () => {
    const createChannel = endpoints.find(({ operationId }) => operationId === 'create_channel') as Endpoint;
    const body = createChannel.requestBody?.content['application/json']?.schema;
    const answer = await node.inject({ method: 'POST', url: '/v1/channels', as: node.admin, payload: exampleOf(body as object) as object });
    expect(answer.statusCode).toBe(201);
    expect(curlExample(createChannel, node.url)).toBe(`curl "https://alder.example/v1/channels" \\
  -H "Authorization: Bearer $token" \\
  -H "Idempotency-Key: $(uuidgen)" \\
  --json '{
    "name": "…",
    "perimeter": "internal"
  }'`);
  });
});

describe('html', () => {
  it('escapes what is not markup', () => {
    expect(html`<a title="${'"><script>'}">${[html`<b>${'&'}</b>`]}${undefined}</a>`.markup).toBe('<a title="&quot;&gt;&lt;script&gt;"><b>&amp;</b></a>');
  });

  it('reads paragraphs, lists and code', () => {
    const markup = renderProse('One `a<b`\nline.\n\n- x\n- `y`').map((part) => part.markup).join('');
    expect(markup).toBe('<p>One <code>a&lt;b</code>\nline.</p><ul><li>x</li><li><code>y</code></li></ul>');
  });
});

it.each([
  ['string or null', { type: ['string', 'null'] }],
  ['list of string', { type: 'array', items: { type: 'string' } }],
  ['"a" or "b"', { type: 'string', enum: ['a', 'b'] }],
  ['object or null', { anyOf: [{ type: 'object' }, { type: 'null' }] }],
  ['anything', {}],
])('a type reads as %s', (words, schema) => {
  expect(typeOf(schema)).toBe(words);
});
