import { describe, expect, test } from 'vitest';
import { Problem, toDocument } from './problem.ts';

const bare = new Problem({ status: 404, code: 'absent', title: 'There is no such thing.' });

describe('a problem document (RFC 9457)', () => {
  test('has type, title, status and code, and nothing that was not said', () => {
    expect(toDocument(bare)).toEqual({
      type: 'urn:adjoin:problem:absent',
      title: 'There is no such thing.',
      status: 404,
      code: 'absent',
    });
  });

  test('names the occurrence and the request when told', () => {
    const document = toDocument(bare, { instance: '/v1/posts/1', request_id: 'r1' });
    expect(document).toMatchObject({ instance: '/v1/posts/1', request_id: 'r1' });
  });

  test('points at the invalid places', () => {
    const errors = [{ pointer: '/name', detail: 'must not be empty' }];
    const problem = new Problem({ status: 422, code: 'invalid', title: 'Invalid.', detail: 'One place.', errors });
    expect(toDocument(problem)).toMatchObject({ detail: 'One place.', errors });
  });

  test('never lets an extension replace a member of the standard', () => {
    const extensions = { status: 200, code: 'fine', type: 'about:blank', server_time: 'now' };
    const problem = new Problem({ status: 401, code: 'stale', title: 'Too late.', extensions });
    expect(toDocument(problem)).toEqual({
      type: 'urn:adjoin:problem:stale', title: 'Too late.', status: 401, code: 'stale', server_time: 'now',
    });
  });

  test('is an Error whose message is for people', () => {
    expect(bare).toBeInstanceOf(Error);
    expect(String(bare)).toBe('Problem: There is no such thing.');
  });
});
