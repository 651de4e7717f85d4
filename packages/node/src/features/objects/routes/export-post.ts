import { createPublicKey } from 'node:crypto';
import { actorDocument, actorKeyId } from '@adjoin/protocol/integrity/actor-document';
import { addProof } from '@adjoin/protocol/integrity/eddsa-jcs-2022';
import { ACTIVITY_STREAMS, DATA_INTEGRITY, MARKDOWN } from '@adjoin/protocol/vocabulary/objects';
import * as z from 'zod';
import type { NodeContext } from '../../../context.ts';
import type { App } from '../../../http/server.ts';
import type { Channel } from '../../channels/access.ts';
import { findPeople } from '../../people/queries.ts';
import { visiblePost } from '../post-access.ts';
import { nothingToExport } from '../problems.ts';
import { findPosts, type PostRow } from '../queries.ts';

const document = z.record(z.string(), z.unknown());
const schema = {
  tags: ['Posts'],
  operationId: 'export_post',
  summary: 'Export a post with proof',
  description:
    'The post as an ActivityStreams Note that anyone can verify without this node: it carries a W3C Data Integrity proof (eddsa-jcs-2022, FEP-8b32) by a key that the author’s actor document beside it lists. The node document, a JWS by the key that the company’s DID names, lists the same key and so binds it to the company. Live posts of our own company in shared channels only.',
  params: z.object({ id: z.string().max(64) }),
  response: { 200: z.object({ object: document, actor: document, node_document: z.string() }) },
};

/** Statements that leave the network of nodes, for verifiers of any make (rules INT-1 … INT-8). */
export function addPostExportRoute(app: App, context: NodeContext): void {
  const db = context.database.read;
  app.get('/v1/posts/:id/export', { schema }, async (request) => {
    const { post, channel } = await visiblePost(db, request.person.id, request.params.id);
    const author = (await findPeople(db, [post.author_id])).get(post.author_id);
    const isOurWord = post.owner === context.identity.did && channel.perimeter === 'shared' && post.content !== null;
    if (!isOurWord || author === undefined) throw nothingToExport();
    const parent = post.in_reply_to === null ? undefined : (await findPosts(db, [post.in_reply_to])).get(post.in_reply_to);
    return exportNote(context, { post, channel, author, parentDid: parent?.did });
  });
}

type Exported = {
  readonly post: PostRow;
  readonly channel: Channel;
  readonly author: { readonly did: string; readonly name: string; readonly kind: 'Person' | 'Service' };
  readonly parentDid: string | undefined;
};
type Export = z.infer<(typeof schema)['response'][200]>;

function exportNote({ identity, config, clock }: NodeContext, { post, channel, author, parentDid }: Exported): Export {
  const key = createPublicKey(identity.operational.key);
  const place = `${config.publicUrl}/federation/v1`;
  const actor = actorDocument({ id: author.did, type: author.kind, name: author.name, inbox: `${place}/inbox`, outbox: `${place}/pages`, keys: [key] });
  const note = {
    '@context': [ACTIVITY_STREAMS, DATA_INTEGRITY],
    id: post.did,
    type: 'Note',
    attributedTo: author.did,
    content: post.content,
    mediaType: MARKDOWN,
    context: channel.did,
    published: post.published_at,
    ...(post.edited_at === null ? {} : { updated: post.edited_at }),
    ...(parentDid === undefined ? {} : { inReplyTo: parentDid }),
  };
  const object = addProof(note, {
    key: identity.operational.key,
    verificationMethod: actorKeyId(author.did, key),
    created: new Date(clock.now()).toISOString().replace(/\.\d{3}Z$/, 'Z'),
  });
  return { object, actor, node_document: identity.documentJws };
}
