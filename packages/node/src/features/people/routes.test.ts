import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestNode, type TestNode, type TestPerson } from '../../testing/create-test-node.ts';
import { testDialects } from '../../testing/open-test-database.ts';
import { partnerIdOf } from '../identity/company-id.ts';
import { ensureForeignPerson } from './commands/ensure-foreign-people.ts';

const birch = 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK';

describe.each(testDialects)('people on %s', (dialect) => {
  let alder: TestNode;
  let ada: TestPerson;
  let bo: TestPerson;

  beforeAll(async () => {
    alder = await createTestNode({ dialect });
    ada = alder.admin;
    bo = await alder.addPerson('Bo');
  });
  afterAll(() => alder.dispose());

  const get = (url: string, as: TestPerson) => alder.inject({ method: 'GET', url, as });
  const add = (as: TestPerson, payload: object) => alder.inject({ method: 'POST', url: '/v1/people', as, payload });
  const change = (as: TestPerson, id: string, payload: object) => alder.inject({ method: 'PATCH', url: `/v1/people/${id}`, as, payload });
  const outcomeOf = ({ statusCode, body }: { statusCode: number; body: string }) =>
    statusCode < 400 ? String(statusCode) : `${statusCode} ${(JSON.parse(body) as { code: string }).code}`;

  it('are added with an account, or without one as authors of imports', async () => {
    const withAccount = await add(ada, { name: 'Cy', email: 'Cy@alder.example', role: 'admin' });
    const invited = { role: 'admin', status: 'invited', email: 'cy@alder.example' };
    expect(withAccount.json()).toMatchObject({ person: { name: 'Cy', is_local: true, ...invited } });
    const without = (await add(ada, { name: 'Imported' })).json<{ person: object; activation_url: null }>();
    expect(without.activation_url).toBeNull();
    expect(Object.keys(without.person).toSorted()).toEqual(['company', 'did', 'id', 'is_local', 'name']);
    expect(outcomeOf(await add(ada, { name: 'Other Cy', email: 'CY@ALDER.example' }))).toBe('409 email-taken');
    expect(outcomeOf(await add(ada, { name: 'Nobody', role: 'admin' }))).toBe('422 invalid-request');
  });

  it('are listed page by page, our own only', async () => {
    await alder.node.context.database.write((tx) =>
      ensureForeignPerson(tx, alder.node.context, { did: `${birch}/people/01930000-0000-7000-8000-000000000009`, name: 'Listed nowhere', kind: 'Person' }),
    );
    const names: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await get(`/v1/people?limit=2${cursor === null ? '' : `&cursor=${cursor}`}`, bo);
      const { data, next_cursor } = page.json<{ data: { name: string }[]; next_cursor: string | null }>();
      names.push(...data.map(({ name }) => name));
      cursor = next_cursor;
    } while (cursor !== null);
    expect(names).toEqual(['Ada Admin', 'Bo', 'Cy', 'Imported']);
    expect(outcomeOf(await get('/v1/people?cursor=e30', bo))).toBe('422 invalid-cursor');
  });

  it('show the addresses with which they sign in to administrators and themselves only', async () => {
    const emailOf = async (id: string, as: TestPerson) => (await get(`/v1/people/${id}`, as)).json<{ email?: string }>().email;
    expect(await emailOf(ada.id, ada)).toBe('ada@alder.example');
    expect(await emailOf(ada.id, bo)).toBeUndefined();
    expect(await emailOf(bo.id, bo)).toContain('@alder.example');
    expect((await get('/v1/people', bo)).body).not.toContain('ada@alder.example');
    expect((await get('/v1/me', bo)).json()).toMatchObject({ id: bo.id, role: 'member', status: 'active' });
  });

  it('of partners are seen under their company’s name, and changed by nobody here', async () => {
    const { context } = alder.node;
    const did = `${birch}/people/01930000-0000-7000-8000-000000000001`;
    const tell = (name: string) => context.database.write((tx) => ensureForeignPerson(tx, context, { did, name, kind: 'Person' }));
    const id = await tell('Bea');
    expect(await tell('Bea Birch')).toBe(id);
    const seen = (await get(`/v1/people/${id}`, bo)).json<object>();
    expect(seen).toEqual({ id, did, name: 'Bea Birch', is_local: false, company: { id: partnerIdOf(birch), name: 'Unknown company' } });
    for (const changes of [{ name: 'Eve' }, { email: 'bea@alder.example' }, { status: 'deactivated' }, { role: 'admin' }]) {
      expect(outcomeOf(await change(ada, id, changes))).toBe('403 not-our-person');
    }
    expect(outcomeOf(await alder.inject({ method: 'POST', url: `/v1/people/${id}/activations`, as: ada }))).toBe('403 not-our-person');
  });

  it('[THREAT-36] raise nobody’s role but by an administrator’s hand, and leave a line of audit when they try', async () => {
    const attempts = [
      await change(bo, bo.id, { role: 'admin' }),
      await change(bo, bo.id, { name: 'Bo', role: 'admin' }),
      await change(bo, ada.id, { role: 'member' }),
      await change(bo, ada.id, { name: 'Renamed' }),
      await change(bo, bo.id, { email: 'ada2@alder.example' }),
      await add(bo, { name: 'Dee', email: 'dee@alder.example', role: 'admin' }),
      await add(bo, { name: 'Dee' }),
      await alder.inject({ method: 'POST', url: `/v1/people/${ada.id}/activations`, as: bo }),
    ];
    expect(attempts.map(outcomeOf)).toEqual(attempts.map(() => '403 admin-only'));
    expect((await get('/v1/me', bo)).json()).toMatchObject({ name: 'Bo', role: 'member' });
    expect((await get('/v1/me', ada)).json()).toMatchObject({ name: 'Ada Admin', role: 'admin' });
    const lines = (await alder.readAudit('request.refused')).slice(-attempts.length);
    expect(lines[0]).toEqual(['request.refused', 'PATCH /v1/people/:id', { code: 'admin-only' }]);
    expect(lines.at(-1)).toEqual(['request.refused', 'POST /v1/people/:id/activations', { code: 'admin-only' }]);
  });

  it.each([
    ['an unknown role', { role: 'owner' }],
    ['an unknown member', { name: 'Bo', is_admin: true }],
    ['a password hash', { password_hash: 'x' }],
    ['nothing', {}],
    ['a name of lines', { name: 'Bo\r\nAdmin' }],
    ['an address that is none', { email: 'bo' }],
  ])('[THREAT-36] refuse %s with 422', async (_, changes) => {
    expect(outcomeOf(await change(bo, bo.id, changes))).toBe('422 invalid-request');
    expect(outcomeOf(await change(ada, bo.id, changes))).toBe('422 invalid-request');
  });

  it('change role at once, in sessions that are open already', async () => {
    const cy = await alder.addPerson('Cyd');
    expect(outcomeOf(await add(cy, { name: 'X' }))).toBe('403 admin-only');
    expect(outcomeOf(await change(ada, cy.id, { role: 'admin' }))).toBe('200');
    expect(outcomeOf(await add(cy, { name: 'X' }))).toBe('201');
    expect(outcomeOf(await change(ada, cy.id, { role: 'member' }))).toBe('200');
    expect(outcomeOf(await add(cy, { name: 'X' }))).toBe('403 admin-only');
  });

  it('[THREAT-36] keep an administrator who can sign in: the last one is neither demoted nor deactivated', async () => {
    // Cy is an administrator too, but never set a password.
    const ceasing = [{ role: 'member' }, { status: 'deactivated' }];
    for (const changes of ceasing) expect(outcomeOf(await change(ada, ada.id, changes))).toBe('409 last-admin');
    const second = await alder.addPerson('Second', 'admin');
    const both = await Promise.all([change(ada, ada.id, { role: 'member' }), change(second, second.id, { status: 'deactivated' })]);
    expect(both.map(outcomeOf).toSorted()).toEqual(['200', '409 last-admin']);
    const [keeper, other] = outcomeOf(both[0]) === '200' ? [second, ada] : [ada, second];
    expect(outcomeOf(await change(keeper, other.id, { role: 'admin', status: 'active' }))).toBe('200');
    expect(outcomeOf(await change(keeper, ada.id, { role: 'admin' }))).toBe('200');
  });

  it('[THREAT-41] lose everything at once when they are deactivated', async () => {
    const { context } = alder.node;
    const dee = await alder.addPerson('Dee');
    const closed = new Promise<void>((resolve) => void context.sessions.watch(dee.sessionId, resolve));
    expect(outcomeOf(await get('/v1/people', dee))).toBe('200');
    expect(outcomeOf(await change(ada, dee.id, { status: 'deactivated' }))).toBe('200');
    await closed;
    const urls = ['/v1/me', '/v1/people', `/v1/people/${ada.id}`, '/v1/sessions'];
    for (const url of urls) expect(outcomeOf(await get(url, dee))).toBe('401 unauthenticated');
    expect(await context.sessions.find(dee.sessionId)).toBeUndefined();

    expect(outcomeOf(await change(ada, dee.id, { status: 'active' }))).toBe('200');
    expect(outcomeOf(await get('/v1/me', dee))).toBe('401 unauthenticated');
  });

  it('get an account later, when they are given an address', async () => {
    const { person } = (await add(ada, { name: 'Late' })).json<{ person: { id: string } }>();
    expect(outcomeOf(await change(ada, person.id, { role: 'admin' }))).toBe('409 account-missing');
    expect(outcomeOf(await alder.inject({ method: 'POST', url: `/v1/people/${person.id}/activations`, as: ada }))).toBe('409 account-missing');
    expect((await change(ada, person.id, { email: 'late@alder.example' })).json()).toMatchObject({ role: 'member', status: 'invited' });
    expect(outcomeOf(await change(ada, person.id, { email: 'cy@alder.example' }))).toBe('409 email-taken');
    expect(outcomeOf(await change(ada, person.id, { email: 'late@alder.example' }))).toBe('200');
  });

  it.each(['pers_00000000-0000-7000-8000-000000000000', 'nobody', encodeURIComponent('../me')])('answers 404 for %s', async (id) => {
    expect(outcomeOf(await get(`/v1/people/${id}`, ada))).toBe('404 not-found');
    expect(outcomeOf(await change(ada, id, { name: 'X' }))).toBe('404 not-found');
  });
});
