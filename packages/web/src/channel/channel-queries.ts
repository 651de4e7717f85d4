import { queryOptions, useQuery } from "@tanstack/react-query";
import { answerOf, api } from "../api/client.ts";
import type { Channel } from "../api/contract.ts";
import { readAll } from "../api/read-all.ts";

export const channelsQuery = queryOptions({
  queryKey: ["channels"],
  queryFn: () => readAll((query) => api.GET("/v1/channels", { params: { query } })),
});

export function useChannels() {
  return useQuery(channelsQuery);
}

/** A channel of the list; undefined while it loads or when it is not for the reader. */
export function useChannel(id: string): Channel | undefined {
  return useChannels().data?.find((channel) => channel.id === id);
}

export function membersQuery(channelId: string) {
  return queryOptions({
    queryKey: ["members", channelId],
    queryFn: () =>
      readAll((query) => api.GET("/v1/channels/{id}/members", { params: { path: { id: channelId }, query } })),
  });
}

export function sharesQuery(channelId: string) {
  return queryOptions({
    queryKey: ["shares", channelId],
    queryFn: () =>
      readAll((query) => api.GET("/v1/channels/{id}/shares", { params: { path: { id: channelId }, query } })),
  });
}

/** Who receives what is placed in a channel, with the tag that a post must carry. */
export function audienceQuery(channelId: string) {
  return queryOptions({
    queryKey: ["audience", channelId],
    queryFn: async () => {
      const reply = api.GET("/v1/channels/{id}/audience", { params: { path: { id: channelId } } });
      const audience = await answerOf(reply);
      return { audience, tag: (await reply).response.headers.get("etag") };
    },
  });
}
