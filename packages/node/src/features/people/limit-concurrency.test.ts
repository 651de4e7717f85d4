import { describe, expect, it } from 'vitest';
import { limitConcurrency } from './limit-concurrency.ts';

/** Work that ends when it is told to. */
function piece() {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const seen = { started: false };
  return { seen, end: resolve, fail: reject, run: () => ((seen.started = true), promise) };
}

describe('limitConcurrency', () => {
  it('runs a few at a time, lets a few wait in order, and refuses the rest', async () => {
    const inTurn = limitConcurrency({ maxRunning: 2, maxWaiting: 2, onFull: () => new Error('full') });
    const pieces = Array.from({ length: 5 }, piece);
    const results = pieces.map(({ run }) => inTurn(run));
    const refused = results[4]?.catch((error: unknown) => (error as Error).message);
    const started = () => pieces.map(({ seen }) => seen.started);
    expect(started()).toEqual([true, true, false, false, false]);

    pieces[1]?.fail(new Error('failed'));
    await expect(results[1]).rejects.toThrow('failed');
    expect(started()).toEqual([true, true, true, false, false]);
    pieces[0]?.end('zero');
    await expect(results[0]).resolves.toBe('zero');
    expect(started()).toEqual([true, true, true, true, false]);
    for (const { end } of pieces) end('done');
    expect(await Promise.all([results[2], results[3], refused])).toEqual(['done', 'done', 'full']);

    const later = piece();
    const answer = inTurn(later.run);
    expect(later.seen.started).toBe(true);
    later.end('later');
    await expect(answer).resolves.toBe('later');
  });
});
