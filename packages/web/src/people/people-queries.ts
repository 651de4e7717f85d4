import { readAll } from '@adjoin/client/pages';
import { queryOptions } from '@tanstack/react-query';
import { client } from '../node/client.ts';

export const peopleQuery = queryOptions({
  queryKey: ['people'],
  queryFn: () => readAll((query) => client.get('/v1/people', { params: { query } })),
});
