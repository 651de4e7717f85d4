import * as z from 'zod';
import type { NodeContext } from '../../../context.ts';
import type { Read } from '../../../database/database.ts';
import type { AuthenticatedPerson } from '../../../http/authenticated-person.ts';
import { changeOnce } from '../../../http/change-once.ts';
import { listOf, listQuery, pageOf, readCursor } from '../../../http/pagination.ts';
import type { App } from '../../../http/server.ts';
import { personSchema, personView, type PersonView } from '../../people/person-view.ts';
import { findPeople } from '../../people/queries.ts';
import { managedChannel } from '../access.ts';
import { channelSchema, viewChannel } from '../channel-view.ts';
import { addMembers } from '../commands/add-members.ts';
import { removeMember } from '../commands/remove-member.ts';
import { listMemberIds } from '../queries.ts';
import { MAX_MEMBERS_PER_REQUEST } from '../rules.ts';

const tags = ['Channels'];
const channelParams = z.object({ id: z.string().max(64) });

/** Who is in a channel. Each company decides this for its own people. */
export function addMemberRoutes(app: App, context: NodeContext): void {
  addListRoute(app, context);
  addChangeRoutes(app, context);
}

async function viewPeople(db: Read, context: NodeContext, { ids, viewer }: { ids: readonly string[]; viewer: AuthenticatedPerson }): Promise<PersonView[]> {
  const known = await findPeople(db, ids);
  return ids.flatMap((id) => {
    const person = known.get(id);
    return person === undefined ? [] : [personView(context.identity, person, viewer)];
  });
}

function addListRoute(app: App, context: NodeContext): void {
  const { database, identity } = context;
  app.get(
    '/v1/channels/:id/members',
    {
      schema: {
        tags,
        operationId: 'list_members',
        summary: 'List the people in a channel',
        description: 'Of your own company and of every company that is in the channel now.',
        params: channelParams,
        querystring: listQuery,
        response: { 200: listOf(personSchema) },
      },
    },
    async (request) => {
      const { cursor, limit } = request.query;
      const channel = await managedChannel(database.read, request.person, request.params.id);
      const after = readCursor(cursor, z.tuple([z.string()]))?.[0] ?? '';
      const ids = await listMemberIds(database.read, { channelId: channel.id, self: identity.did, after, limit: limit + 1 });
      const page = pageOf(ids, limit, (id) => [id]);
      return { data: await viewPeople(database.read, context, { ids: page.rows, viewer: request.person }), next_cursor: page.next_cursor };
    },
  );
}

function addChangeRoutes(app: App, context: NodeContext): void {
  app.post(
    '/v1/channels/:id/members',
    {
      schema: {
        tags,
        operationId: 'add_members',
        summary: 'Bring people into a channel',
        description: 'People of your own company. In a shared channel the other companies are told their names, nothing more. Who is in already stays in.',
        params: channelParams,
        body: z.strictObject({ person_ids: z.array(z.string().max(64)).min(1).max(MAX_MEMBERS_PER_REQUEST) }),
        response: { 201: channelSchema },
      },
    },
    (request, reply) =>
      changeOnce(context, { request, reply, status: 201 }, async (tx) => {
        const channel = await managedChannel(tx.db, request.person, request.params.id);
        await addMembers(tx, context, { actor: request.person, channel, personIds: request.body.person_ids });
        return viewChannel(tx.db, context.identity, channel);
      }),
  );
  app.delete(
    '/v1/channels/:id/members/:person_id',
    {
      schema: {
        tags,
        operationId: 'remove_member',
        summary: 'Leave a channel, or take somebody out of it',
        description: 'Anybody may leave; an administrator may take others of the company out. Access ends at once.',
        params: channelParams.extend({ person_id: z.string().max(64) }),
        response: { 204: z.null().describe('Done') },
      },
    },
    (request, reply) =>
      changeOnce(context, { request, reply, status: 204 }, async (tx) => {
        await removeMember(tx, context, { actor: request.person, channelId: request.params.id, personId: request.params.person_id });
        return null;
      }),
  );
}
