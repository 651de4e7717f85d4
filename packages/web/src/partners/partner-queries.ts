import { queryOptions } from "@tanstack/react-query";
import { answerOf, api } from "../api/client.ts";
import { readAll } from "../api/read-all.ts";

export const partnersQuery = queryOptions({
  queryKey: ["partners"],
  queryFn: () => readAll((query) => api.GET("/v1/partners", { params: { query } })),
});

export function partnerQuery(id: string) {
  return queryOptions({
    queryKey: ["partners", id],
    queryFn: () => answerOf(api.GET("/v1/partners/{id}", { params: { path: { id } } })),
  });
}

export const invitationsQuery = queryOptions({
  queryKey: ["invitations"],
  queryFn: () => readAll((query) => api.GET("/v1/invitations", { params: { query } })),
});

export const shareInvitationsQuery = queryOptions({
  queryKey: ["share-invitations"],
  queryFn: () => readAll((query) => api.GET("/v1/share_invitations", { params: { query } })),
});
