import type { KeyObject } from 'node:crypto';
import { verifyProof } from '@adjoin/protocol/integrity/eddsa-jcs-2022';
import { activeKeys, verifyNodeDocument } from '@adjoin/protocol/pairing/node-document';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestPerson } from '../../../testing/create-test-node.ts';
import { testDialects } from '../../../testing/open-test-database.ts';
import { shareTestChannel, type SharedTestChannel, type TestCompany } from '../../../testing/share-test-channel.ts';
import type { PostView } from '../post-view.ts';

type Exported = { object: Record<string, unknown>; actor: Record<string, unknown>; node_document: string };

describe.each(testDialects)('exporting a post on %s', (dialect) => {
  let shared: SharedTestChannel<'Alder' | 'Birch'>;
  let alder: TestCompany;
  let birch: TestCompany;

  beforeAll(async () => {
    shared = await shareTestChannel({ dialect, names: ['Alder', 'Birch'] });
    ({ Alder: alder, Birch: birch } = shared.company);
    await shared.settle();
  });
  afterAll(() => shared.dispose());

  async function write(company: TestCompany, text: string, rest: { channelId?: string; in_reply_to?: string } = {}): Promise<PostView> {
    const { channelId = company.channelId, ...more } = rest;
    const answer = await company.inject({ method: 'POST', url: `/v1/channels/${channelId}/posts`, as: company.admin, payload: { text, ...more } });
    expect(answer.statusCode).toBe(201);
    return answer.json();
  }
  const exportPost = (company: TestCompany, id: string, as: TestPerson = company.admin) => company.inject({ url: `/v1/posts/${id}/export`, as });
  async function verifyExport(company: TestCompany, id: string): Promise<Exported['object']> {
    const answer = await exportPost(company, id);
    expect(answer.statusCode).toBe(200);
    const { object, actor, node_document } = answer.json<Exported>();
    // From the DID in the object's id to the key: nothing but the node document vouches for it.
    const document = verifyNodeDocument(node_document);
    const [[keyId, key]] = [...activeKeys(document)] as [[string, KeyObject]];
    expect(object['id']).toMatch(`${document.id}/`);
    const listed = `${String(actor['id'])}${keyId.slice(keyId.indexOf('#'))}`;
    expect(verifyProof(object, { resolveKey: (named) => (named === listed ? key : undefined) }).keyId).toBe(listed);
    expect(actor['assertionMethod']).toMatchObject([{ id: listed, publicKeyMultibase: document.keys[0]?.publicKeyMultibase }]);
    return object;
  }

  it('gives a Note with the proof of its author', async () => {
    const post = await write(alder, 'Prices *as agreed*');
    expect(await verifyExport(alder, post.id)).toEqual({
      '@context': ['https://www.w3.org/ns/activitystreams', 'https://w3id.org/security/data-integrity/v2'],
      id: post.did,
      type: 'Note',
      attributedTo: alder.admin.did,
      content: 'Prices *as agreed*',
      mediaType: 'text/markdown',
      context: shared.channelDid,
      published: post.published_at,
      proof: expect.any(Object),
    });
  });

  it('gives the text as edited, and the post that it answers, which may be a partner’s', async () => {
    const question = await write(birch, 'When?');
    await shared.carry('Birch', 'Alder');
    const { data } = (await alder.inject({ url: `/v1/channels/${alder.channelId}/posts`, as: alder.admin })).json<{ data: PostView[] }>();
    const theirs = data.find(({ did }) => did === question.did) as PostView;
    const answer = await write(alder, 'Mnoday', { in_reply_to: theirs.id });
    const edited = await alder.inject({ method: 'PATCH', url: `/v1/posts/${answer.id}`, as: alder.admin, headers: { 'if-match': '"1"' }, payload: { text: 'Monday' } });
    const { edited_at } = edited.json<PostView>();
    expect(await verifyExport(alder, answer.id)).toMatchObject({ content: 'Monday', updated: edited_at, inReplyTo: question.did });
    // Another company's post is for that company to export.
    const refused = await exportPost(alder, theirs.id);
    expect([refused.statusCode, refused.json()]).toMatchObject([422, { code: 'nothing-to-export' }]);
  });

  it('gives no proof of what is internal', async () => {
    const made = await alder.inject({ method: 'POST', url: '/v1/channels', as: alder.admin, payload: { name: 'Inside', perimeter: 'internal' } });
    const { id: channelId } = made.json<{ id: string }>();
    const post = await write(alder, 'Among us', { channelId });
    const refused = await exportPost(alder, post.id);
    expect([refused.statusCode, refused.json()]).toMatchObject([422, { code: 'nothing-to-export' }]);
  });

  it('refuses a deleted post', async () => {
    const post = await write(alder, 'Oops');
    await alder.inject({ method: 'DELETE', url: `/v1/posts/${post.id}`, as: alder.admin });
    const refused = await exportPost(alder, post.id);
    expect([refused.statusCode, refused.json()]).toMatchObject([422, { code: 'nothing-to-export' }]);
  });

  it('[THREAT-1] hides posts of channels that one is not in', async () => {
    const outsider = await alder.addPerson('Olga');
    const post = await write(alder, 'For members');
    const answers = [];
    for (const id of [post.id, 'post_019ab000-0000-7000-8000-000000000000']) {
      const { request_id: _, ...problem } = (await exportPost(alder, id, outsider)).json<Record<string, unknown>>();
      answers.push(problem);
    }
    expect(answers[0]).toMatchObject({ status: 404, code: 'not-found' });
    expect(answers[0]).toEqual(answers[1]);
  });
});
