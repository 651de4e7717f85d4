import { readAll } from '@adjoin/client/pages';
import { queryOptions } from '@tanstack/react-query';
import type { Language } from '../language/choose-language.ts';
import { client } from '../node/client.ts';

export const partnersQuery = queryOptions({
  queryKey: ['partners'],
  queryFn: () => readAll((query) => client.get('/v1/partners', { params: { query } })),
});

/** A partner, with the six words in the reader's language: both admins may read them in their own. */
export function partnerQuery(id: string, language: Language) {
  return queryOptions({
    queryKey: ['partners', id, language],
    queryFn: () => client.get('/v1/partners/{id}', { params: { path: { id }, query: { language } } }),
  });
}

export const invitationsQuery = queryOptions({
  queryKey: ['invitations'],
  queryFn: () => readAll((query) => client.get('/v1/invitations', { params: { query } })),
});

export const shareInvitationsQuery = queryOptions({
  queryKey: ['share-invitations'],
  queryFn: () => readAll((query) => client.get('/v1/share_invitations', { params: { query: { ...query, state: 'pending' } } })),
});
