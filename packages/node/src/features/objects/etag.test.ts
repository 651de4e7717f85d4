import { describe, expect, it } from 'vitest';
import { checkIfMatch, etagOf, requireIfMatch } from './etag.ts';

describe('If-Match', () => {
  it.each([
    ['"3"', 'passes'],
    ['*', 'passes'],
    ['"1", "3"', 'passes'],
    ['"2"', 412],
    ['W/"3"', 412],
    ['3', 412],
    ['', 412],
  ])('%s against "3": %s', (header, expected) => {
    const outcome = (() => {
      try {
        checkIfMatch(header, etagOf({ version: 3, deleted_at: null }));
        return 'passes';
      } catch (error) {
        return (error as { status: number }).status;
      }
    })();
    expect(outcome).toBe(expected);
  });

  it('must be there for an edit', () => {
    expect(() => requireIfMatch(undefined, '"1"')).toThrow(expect.objectContaining({ status: 428 }));
    expect(() => checkIfMatch(undefined, '"1"')).not.toThrow();
  });

  it('never fits a deleted post by its version', () => {
    expect(etagOf({ version: 3, deleted_at: '2026-11-23T13:00:00.000Z' })).toBe('"deleted"');
  });
});
