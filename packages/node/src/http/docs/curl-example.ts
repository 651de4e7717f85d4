import { bodyOf, type Endpoint, type Schema } from './openapi-document.ts';

/** A command that a person can paste once they have set the variables that it names. */
export function curlExample({ method, path, security, parameters = [], requestBody }: Endpoint, server: string): string {
  const url = `"${server}${path.replaceAll(/\{(\w+)\}/g, '$$$1')}"`;
  const needed = parameters.filter(({ in: place, required }) => place === 'query' && required);
  const body = bodyOf(requestBody?.content)?.schema;
  const isForEverybody = security?.length === 0;
  // With --json, curl posts.
  const isImplied = method === 'GET' || (method === 'POST' && body !== undefined);
  return [
    ['curl', ...(isImplied ? [] : [`-X ${method}`]), url].join(' '),
    ...(isForEverybody ? [] : ['-H "Authorization: Bearer $token"']),
    ...(method === 'POST' ? ['-H "Idempotency-Key: $(uuidgen)"'] : []),
    ...(parameters.some(({ name }) => name === 'if-match') ? [`-H 'If-Match: "1"'`] : []),
    ...(path === '/v1/events' ? ['--no-buffer'] : []),
    ...needed.map(({ name, schema }) => `-G --data-urlencode '${name}=${String(exampleOf(schema))}'`),
    ...(body === undefined ? [] : [`--json '${JSON.stringify(exampleOf(body), undefined, 2).replaceAll('\n', '\n  ')}'`]),
  ].join(' \\\n  ');
}

/** A value of the schema, with the members that it must have; with all of them where it need have none. */
export function exampleOf(schema: Schema): unknown {
  if (schema.anyOf !== undefined) return exampleOf(schema.anyOf[0] as Schema);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.items !== undefined) return [exampleOf(schema.items)];
  const type = [schema.type].flat()[0];
  if (type === 'object') return exampleObject(schema);
  if (type === 'boolean') return true;
  if (type === 'integer' || type === 'number') return 1;
  if (schema.format === 'date-time') return '2026-11-23T13:00:00Z';
  return schema.format === 'email' ? 'ada@example.com' : '…';
}

function exampleObject({ properties = {}, required = [] }: Schema): Record<string, unknown> {
  const names = required.length > 0 ? required : Object.keys(properties);
  return Object.fromEntries(names.map((name) => [name, exampleOf(properties[name] as Schema)]));
}
