import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createUnclaimedTestNode } from '../testing/create-test-node.ts';

type Response = { description: string; content?: Record<string, { schema?: object }>; $ref?: string };
type Operation = { operationId?: string; tags?: string[]; summary?: string; responses: Record<string, Response>; requestBody?: object };
type Document = { openapi: string; tags: { name: string }[]; paths: Record<string, Record<string, Operation>> };

describe('the OpenAPI document', () => {
  let node: Awaited<ReturnType<typeof createUnclaimedTestNode>>;
  let document: Document;
  let operations: [where: string, operation: Operation][];

  beforeAll(async () => {
    node = await createUnclaimedTestNode();
    document = (await node.inject({ url: '/v1/openapi.json' })).json();
    operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]): [string, Operation] => [`${method.toUpperCase()} ${path}`, operation]),
    );
  });
  afterAll(() => node.dispose());

  /** Where in the API something is not as it should be. */
  const placesWhere = (isWrong: (operation: Operation) => boolean): string[] => operations.filter(([, operation]) => isWrong(operation)).map(([where]) => where);
  const successesOf = ({ responses }: Operation): [string, Response][] => Object.entries(responses).filter(([status]) => status.startsWith('2'));

  it('is valid OpenAPI 3.1', async () => {
    expect(document.openapi).toBe('3.1.0');
    const { valid, errors } = await new Validator().validate(structuredClone(document));
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
  });

  it('describes the API and nothing of the partners’ doors', () => {
    expect(operations.length).toBeGreaterThan(50);
    expect(Object.keys(document.paths).filter((path) => !/^\/(?:v1\/|livez$|readyz$)/.test(path))).toEqual([]);
  });

  it('names every operation once, by a verb and what it is done to', () => {
    const names = operations.map(([, { operationId }]) => operationId);
    expect(placesWhere(({ operationId }) => !/^[a-z]+(?:_[a-z]+)+$/.test(operationId ?? ''))).toEqual([]);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('files every operation under one tag that it describes', () => {
    const known = new Set(document.tags.map(({ name }) => name));
    expect(placesWhere(({ tags }) => tags?.length !== 1 || !known.has(tags[0] as string))).toEqual([]);
  });

  it('sums every operation up in a line', () => {
    expect(placesWhere(({ summary }) => summary === undefined || !/^[A-Z].{3,69}[^.]$/.test(summary))).toEqual([]);
  });

  it('says how every operation succeeds, and in what form', () => {
    const isVague = (operation: Operation): boolean => {
      const successes = successesOf(operation);
      const hasForm = ([status, { content }]: [string, Response]): boolean =>
        status === '204' ? content === undefined : Object.values(content ?? {}).some(({ schema }) => schema !== undefined && Object.keys(schema).length > 0);
      return successes.length !== 1 || !successes.every(hasForm);
    };
    expect(placesWhere(isVague)).toEqual([]);
  });

  it('says that every operation may be refused with a problem', () => {
    expect(placesWhere(({ responses }) => responses['default']?.$ref !== '#/components/responses/Problem')).toEqual([]);
  });

  it('says that events are a stream', () => {
    expect(Object.keys(document.paths['/v1/events']?.['get']?.responses['200']?.content ?? {})).toEqual(['text/event-stream']);
  });
});
