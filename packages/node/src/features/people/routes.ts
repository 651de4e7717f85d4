import * as z from 'zod';
import { nameText } from '@adjoin/protocol/vocabulary/text';
import type { NodeContext } from '../../context.ts';
import { requireAdmin } from '../../http/authenticated-person.ts';
import { changeOnce } from '../../http/change-once.ts';
import { listOf, listQuery, pageOf, readCursor } from '../../http/pagination.ts';
import { notFound } from '../../http/problems.ts';
import type { App } from '../../http/server.ts';
import { createActivation } from './commands/activate-account.ts';
import { changePerson } from './commands/change-person.ts';
import { createPerson } from './commands/create-person.ts';
import { personSchema, personView } from './person-view.ts';
import { findPersonWithAccount, listPeople, type PersonWithAccount } from './queries.ts';
import { emailText } from './schemas.ts';

const byId = z.strictObject({ id: z.string().max(64) });
const role = z.enum(['admin', 'member']);

/** People of our own company, and how they see each other and partners' people. */
export function addPeopleRoutes(app: App, context: NodeContext): void {
  addReading(app, context);
  addCreation(app, context);
  addChanges(app, context);
  addActivations(app, context);
}

function addReading(app: App, context: NodeContext): void {
  const { database, identity } = context;
  app.get('/v1/me', {
    schema: { tags: ['People'], operationId: 'read_me', summary: 'Read who is signed in', response: { 200: personSchema } },
  }, async (request) => {
    const person = (await findPersonWithAccount(database.read, request.person.id)) as PersonWithAccount;
    return personView(identity, person, request.person);
  });

  app.get('/v1/people', {
    schema: {
      tags: ['People'],
      operationId: 'list_people',
      summary: 'List the people of our company',
      description: 'In the order in which they were added. People of partners are seen where they take part: in channels and posts.',
      querystring: listQuery,
      response: { 200: listOf(personSchema) },
    },
  }, async (request) => {
    const { cursor, limit } = request.query;
    const [after] = readCursor(cursor, z.tuple([z.string()])) ?? [];
    const people = await listPeople(database.read, { node: identity.did, after, limit: limit + 1 });
    const { rows, next_cursor } = pageOf(people, limit, (person) => [person.id]);
    return { data: rows.map((person) => personView(identity, person, request.person)), next_cursor };
  });

  app.get('/v1/people/:id', {
    schema: { tags: ['People'], operationId: 'read_person', summary: 'Read a person', params: byId, response: { 200: personSchema } },
  }, async (request) => {
    const person = await findPersonWithAccount(database.read, request.params.id);
    if (person === undefined) throw notFound();
    return personView(identity, person, request.person);
  });
}

function addCreation(app: App, context: NodeContext): void {
  app.post('/v1/people', {
    schema: {
      tags: ['People'],
      operationId: 'add_person',
      summary: 'Add a person to our company',
      description:
        'Administrators only. With an e-mail address the person gets an account, and the answer a link to hand over, with which they set their ' +
        'password. Without one they can be named as author of imported posts and cannot sign in.',
      body: z
        .strictObject({ name: nameText, email: emailText.optional(), role: role.optional() })
        .refine(({ email, role }) => email !== undefined || role === undefined, { path: ['role'], error: 'belongs to an account: send email too' }),
      response: { 201: z.object({ person: personSchema, activation_url: z.string().nullable() }) },
    },
  }, (request, reply) => {
    requireAdmin(request);
    const { name, email, role: givenRole = 'member' } = request.body;
    return changeOnce(context, { request, reply, status: 201, isSecret: true }, async (tx) => {
      const account = email === undefined ? undefined : { email, role: givenRole };
      const actor = request.person.id;
      const { id } = await createPerson(tx, context, { actor, name, account });
      const activation_url = account === undefined ? null : await createActivation(tx, context, { actor, personId: id });
      const person = (await findPersonWithAccount(tx.db, id)) as PersonWithAccount;
      return { person: personView(context.identity, person, request.person), activation_url };
    });
  });
}

function addChanges(app: App, context: NodeContext): void {
  app.patch('/v1/people/:id', {
    schema: {
      tags: ['People'],
      operationId: 'change_person',
      summary: 'Change a person of our company',
      description:
        'Administrators change everything; others their own name. Deactivating ends every session of the person at once. An `email` gives an ' +
        'account to a person who has none.',
      params: byId,
      body: z
        .strictObject({ name: nameText, email: emailText, role, status: z.enum(['active', 'deactivated']) })
        .partial()
        .refine((changes) => Object.keys(changes).length > 0, 'must change something'),
      response: { 200: personSchema },
    },
  }, (request, reply) =>
    changeOnce(context, { request, reply }, async (tx) => {
      const person = await changePerson(tx, context, { viewer: request.person, personId: request.params.id, changes: request.body });
      return personView(context.identity, person, request.person);
    }));
}

function addActivations(app: App, context: NodeContext): void {
  app.post('/v1/people/:id/activations', {
    schema: {
      tags: ['People'],
      operationId: 'create_activation',
      summary: 'Make a new activation link',
      description: 'Administrators only. For who lost the first link or their password. Works once, for seven days; earlier links stop working.',
      params: byId,
      response: { 201: z.object({ activation_url: z.string() }) },
    },
  }, (request, reply) => {
    requireAdmin(request);
    return changeOnce(context, { request, reply, status: 201, isSecret: true }, async (tx) => ({
      activation_url: await createActivation(tx, context, { actor: request.person.id, personId: request.params.id }),
    }));
  });
}
