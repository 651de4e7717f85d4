import { readAll } from '@adjoin/client/pages';
import { ProblemError, problemIn } from '@adjoin/client/problem-error';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { client } from '../node/client.ts';

export const channelsQuery = queryOptions({
  queryKey: ['channels'],
  queryFn: () => readAll((query) => client.get('/v1/channels', { params: { query } })),
});

export function useChannels() {
  return useQuery(channelsQuery);
}

export function membersQuery(channelId: string) {
  return queryOptions({
    queryKey: ['members', channelId],
    queryFn: () => readAll((query) => client.get('/v1/channels/{id}/members', { params: { path: { id: channelId }, query } })),
  });
}

export function sharesQuery(channelId: string) {
  return queryOptions({
    queryKey: ['shares', channelId],
    queryFn: async () => (await client.get('/v1/channels/{id}/shares', { params: { path: { id: channelId } } })).data,
  });
}

/** Who receives what is placed in a channel, with the tag that a post must carry. */
export function audienceQuery(channelId: string) {
  return queryOptions({
    queryKey: ['audience', channelId],
    queryFn: async () => {
      const { data, error, response } = await client.openApi.GET('/v1/channels/{id}/audience', { params: { path: { id: channelId } } });
      if (data === undefined) throw new ProblemError(problemIn(response, error));
      return { audience: data, tag: response.headers.get('etag') };
    },
  });
}
