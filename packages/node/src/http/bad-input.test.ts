import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestNode, type TestNode } from '../testing/create-test-node.ts';
import { testDialects } from '../testing/open-test-database.ts';

type Schema = { readonly properties?: Readonly<Record<string, unknown>> };
type Operation = { readonly requestBody?: { readonly content?: { readonly 'application/json'?: { readonly schema?: Schema } } } };
type Route = { readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'; readonly path: string; readonly members: readonly string[] };

/** Ids and query values that no client of good will sends. */
const ODD_TEXTS = ['x', 'post_zzz', '%00', '..%2f..%2fetc', 'a'.repeat(300), '__proto__', '%F0%9F%92%A5', "'%20or%201=1--", '%ff'];
const ODD_BODIES = ['', '[]', 'null', '7', '"x"', '{}', '{', '{"__proto__":{}}', '{"a":1,"a":2}', '{"n":1e400}', '{"text":"\\ud800"}', `${'['.repeat(64)}${']'.repeat(64)}`];
const ODD_VALUES = [null, 0, -1, 1.5, true, '', ' ', '\u0000', 'x'.repeat(30_000), [], {}, [null], [[]], { id: 'x' }, ['x'.repeat(300)]];

/** Asked for, these end the session that asks, or never end. */
const LEFT_OUT = /^\/v1\/(?:events|sessions)/;

function routesOf(node: TestNode): readonly Route[] {
  const { paths = {} } = node.node.app.swagger() as unknown as { paths?: Record<string, Record<string, Operation>> };
  return Object.entries(paths)
    .filter(([path]) => path.startsWith('/v1/') && !LEFT_OUT.test(path))
    .flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, { requestBody }]) => ({
        method: method.toUpperCase() as Route['method'],
        path,
        members: Object.keys(requestBody?.content?.['application/json']?.schema?.properties ?? {}),
      })),
    );
}

describe.each(testDialects)('bad input, on %s', (dialect) => {
  let alder: TestNode;
  beforeAll(async () => {
    alder = await createTestNode({ dialect });
    await alder.node.app.ready();
  });
  afterAll(() => alder.dispose());

  async function refusalsOf(route: Route, url: string, payload?: string): Promise<string[]> {
    const headers = payload === undefined ? {} : { 'content-type': 'application/json' };
    const answer = await alder.inject({ method: route.method, url, as: alder.admin, headers, ...(payload === undefined ? {} : { payload }) });
    const what = `${route.method} ${url.slice(0, 80)} ${payload?.slice(0, 60) ?? ''}`;
    if (answer.statusCode >= 500) return [`${what}: ${answer.statusCode}`];
    if (answer.statusCode < 400) return [];
    const problem = answer.json<{ code?: unknown; title?: unknown; status?: unknown }>();
    const isProblem = String(answer.headers['content-type']).startsWith('application/problem+json') && typeof problem.code === 'string' && problem.status === answer.statusCode;
    return isProblem && typeof problem.title === 'string' && problem.title !== '' ? [] : [`${what}: not a problem`];
  }

  it('in an address is never a fault of the node', async () => {
    const failures: string[] = [];
    for (const route of routesOf(alder)) {
      for (const text of ODD_TEXTS) {
        failures.push(...(await refusalsOf(route, route.path.replaceAll(/\{\w+\}/g, text))));
        failures.push(...(await refusalsOf(route, `${route.path.replaceAll(/\{\w+\}/g, 'x')}?cursor=${text}&limit=${text}&q=${text}&state=${text}`)));
      }
    }
    expect(failures).toEqual([]);
  });

  it('in a body is never a fault of the node', async () => {
    const failures: string[] = [];
    const writing = routesOf(alder).filter(({ method }) => method !== 'GET' && method !== 'DELETE');
    expect(writing.length).toBeGreaterThan(15);
    for (const route of writing) {
      const url = route.path.replaceAll(/\{\w+\}/g, 'x');
      const wrong = route.members.flatMap((member) => ODD_VALUES.map((value) => JSON.stringify({ ...Object.fromEntries(route.members.map((name) => [name, 'x'])), [member]: value })));
      for (const body of [...ODD_BODIES, ...wrong]) failures.push(...(await refusalsOf(route, url, body)));
    }
    expect(failures).toEqual([]);
  });
});
