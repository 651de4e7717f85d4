import { expect, expectTypeOf, it } from 'vitest';
import { createClient } from './client.ts';
import type { Channel, Post } from './resources.ts';

/** Checked by the compiler; nothing here is ever sent. */
export async function calls(): Promise<void> {
  const client = createClient({ url: 'https://node.example' });
  const path = { id: 'chan_1' };
  expectTypeOf(await client.get('/v1/channels')).toEqualTypeOf<{ data: Channel[]; next_cursor: string | null }>();
  expectTypeOf(await client.post('/v1/channels/{id}/posts', { params: { path }, body: { text: 'hello' } })).toEqualTypeOf<Post>();
  // @ts-expect-error no such path
  await client.get('/v1/rooms');
  // @ts-expect-error no such method on this path
  await client.delete('/v1/channels');
  // @ts-expect-error the id is missing
  await client.get('/v1/channels/{id}');
  // @ts-expect-error the perimeter is missing
  await client.post('/v1/channels', { body: { name: 'lab' } });
  // @ts-expect-error there is no such perimeter
  await client.post('/v1/channels', { body: { name: 'lab', perimeter: 'public' } });
}

it('lets the compiler judge calls', () => {
  expect(calls).toBeTypeOf('function');
});
