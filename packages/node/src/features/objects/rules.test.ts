import { describe, expect, it } from 'vitest';
import { MAX_EMOJIS_PER_PERSON, MAX_REACTIONS_PER_COMPANY, MAX_VERSIONS } from './limits.ts';
import {
  checkDeletion, checkEdit, checkReaction, judgeDeletion, judgeEdit, judgeNote, judgeReaction, judgeReactionCounts, outcomeOf, sortKey, threadOf,
  type DeletionFacts, type EditFacts, type NoteFacts, type ReactionFacts, type Verdict,
} from './rules.ts';

const alder = 'did:key:z6MkAlder';
const birch = 'did:key:z6MkBirch';
const at = '2026-11-23T13:00:00.000Z';
const author = `${birch}/people/1`;

const codeOf = (verdict: Verdict): string => (typeof verdict === 'string' ? verdict : verdict.status === 'applied' ? 'applied' : `${verdict.status} ${verdict.code}`);
const refusalOf = (check: () => void): string => {
  try {
    check();
    return 'allowed';
  } catch (error) {
    return `${(error as { status: number }).status} ${(error as { code: string }).code}`;
  }
};

describe('who may change a post', () => {
  const post = { owner: alder, author_id: 'pers_ann', deleted_at: null, version: 1 };
  const ann = { id: 'pers_ann', role: 'member' } as const;
  const bob = { id: 'pers_bob', role: 'member' } as const;
  const eve = { id: 'pers_eve', role: 'admin' } as const;
  const foreign = { ...post, owner: birch };
  type PostCase = [string, { owner: string; author_id: string; deleted_at: string | null; version: number }, { id: string; role: 'admin' | 'member' }, string];

  it.for<PostCase>([
    ['the author edits', post, ann, 'allowed'],
    ['somebody else does not', post, bob, '403 not-author'],
    ['not even an administrator', post, eve, '403 not-author'],
    ['[THREAT-13] nobody edits another company\'s post', foreign, ann, '403 not-own-post'],
    ['nothing is edited once it is deleted', { ...post, deleted_at: at }, ann, '410 post-deleted'],
    ['[THREAT-29] nothing is edited without end', { ...post, version: MAX_VERSIONS }, ann, '422 too-many-versions'],
  ])('%s', ([, edited, actor, expected]) => {
    expect(refusalOf(() => checkEdit({ post: edited, actor, self: alder }))).toBe(expected);
  });

  it.for<PostCase>([
    ['the author deletes', post, ann, 'allowed'],
    ['an administrator of the company deletes', post, eve, 'allowed'],
    ['another member does not', post, bob, '403 not-author'],
    ['[THREAT-13] no administrator deletes another company\'s post', foreign, eve, '403 not-own-post'],
  ])('%s', ([, deleted, actor, expected]) => {
    expect(refusalOf(() => checkDeletion({ post: deleted, actor, self: alder }))).toBe(expected);
  });

  it.for<[string, string | null, number, number, string]>([
    ['there is room', null, 0, 0, 'allowed'],
    ['the post is deleted', at, 0, 0, '410 post-deleted'],
    ['[THREAT-29] one person reacts in too many ways', null, MAX_EMOJIS_PER_PERSON, 30, '422 too-many-reactions'],
    ['[THREAT-29] one company reacts too often', null, 0, MAX_REACTIONS_PER_COMPANY, '422 too-many-reactions'],
  ])('a reaction where %s', ([, deleted_at, person, company, expected]) => {
    expect(refusalOf(() => checkReaction({ post: { deleted_at }, counts: { person, company } }))).toBe(expected);
  });
});

describe('judgeNote', () => {
  const object = { id: `${birch}/objects/1`, type: 'Note', attributedTo: author, content: 'x', mediaType: 'text/markdown', context: `${alder}/channels/1`, published: at } as const;
  const facts: NoteFacts = {
    activity: { actor: author, object },
    origin: birch,
    channel: { id: 'chan_1', did: `${alder}/channels/1` },
    known: undefined,
    authorId: 'pers_1',
    parent: undefined,
  };
  const reply = { actor: author, object: { ...object, inReplyTo: `${alder}/objects/9` } };
  const known = { channel_id: 'chan_1', author_id: 'pers_1', published_at: at, deleted_at: null };

  it.each<[string, Partial<NoteFacts>, string]>([
    ['a note of an announced person', {}, 'effect'],
    ['a reply to a post of the channel', { activity: reply, parent: { channel_id: 'chan_1' } }, 'effect'],
    ['the same note again', { known }, 'nothing'],
    ['[THREAT-11] a note by a person of another company', { activity: { actor: `${alder}/people/1`, object: { ...object, attributedTo: `${alder}/people/1` } } }, 'quarantined actor-mismatch'],
    ['[THREAT-11] a note attributed to somebody else', { activity: { actor: author, object: { ...object, attributedTo: `${alder}/people/1` } } }, 'quarantined actor-mismatch'],
    ['[THREAT-12] a note with an id of another company', { activity: { actor: author, object: { ...object, id: `${alder}/objects/1` } } }, 'quarantined origin-mismatch'],
    ['[THREAT-6] a note of another channel', { activity: { actor: author, object: { ...object, context: `${alder}/channels/2` } } }, 'quarantined cross-perimeter'],
    ['[THREAT-6] a reply to a post of another channel', { activity: reply, parent: { channel_id: 'chan_2' } }, 'quarantined cross-perimeter'],
    ['a reply to what is not here yet', { activity: reply }, 'pending missing-parent'],
    ['a note of a person not announced yet', { authorId: undefined }, 'pending missing-person'],
    ['[THREAT-42] a note that has been deleted', { known: { ...known, deleted_at: at } }, 'erase'],
    ['[THREAT-42] a note of which only the deletion came', { known: { ...known, author_id: null, deleted_at: at }, authorId: undefined }, 'erase'],
    ['an id that is taken in this channel', { known: { ...known, published_at: '2020-01-01T00:00:00.000Z' } }, 'quarantined object-exists'],
    ['an id that is taken in another channel', { known: { ...known, channel_id: 'chan_2' } }, 'quarantined object-exists'],
    ['an id that was deleted in another channel', { known: { ...known, channel_id: 'chan_2', deleted_at: at } }, 'quarantined object-exists'],
  ])('%s', (_, change, expected) => {
    expect(codeOf(judgeNote({ ...facts, ...change }))).toBe(expected);
  });
});

describe('judgeEdit', () => {
  const object = { id: `${birch}/objects/1`, type: 'Note', content: 'y', mediaType: 'text/markdown', updated: at } as const;
  const target = { channel_id: 'chan_1', author_id: 'pers_1', deleted_at: null, version: 1, log: 5, seq: 7 };
  const facts: EditFacts = { activity: { actor: author, object }, origin: birch, channelId: 'chan_1', target, actorId: 'pers_1', log: 5, seq: 8 };

  it.each<[string, Partial<EditFacts>, string]>([
    ['an edit by the author', {}, 'effect'],
    ['an edit in a later log of the same company', { log: 6, seq: 1 }, 'effect'],
    ['the same edit again', { seq: 7 }, 'nothing'],
    ['[THREAT-11] an edit by a person of another company', { activity: { actor: `${alder}/people/1`, object } }, 'quarantined actor-mismatch'],
    ['an edit by somebody other than the author', { actorId: 'pers_2' }, 'quarantined actor-mismatch'],
    ['[THREAT-13] an edit of another company\'s post', { activity: { actor: author, object: { ...object, id: `${alder}/objects/1` } } }, 'quarantined origin-mismatch'],
    ['[THREAT-13] an edit of a post of another channel', { target: { ...target, channel_id: 'chan_2' } }, 'quarantined cross-perimeter'],
    ['an edit of what is not here yet', { target: undefined }, 'pending missing-object'],
    ['[THREAT-42] an edit of what has been deleted', { target: { ...target, deleted_at: at } }, 'erase'],
    ['[THREAT-29] one edit too many', { target: { ...target, version: MAX_VERSIONS } }, 'quarantined too-many-versions'],
  ])('%s', (_, change, expected) => {
    expect(codeOf(judgeEdit({ ...facts, ...change }))).toBe(expected);
  });
});

describe('judgeDeletion', () => {
  const object = { id: `${birch}/objects/1`, type: 'Tombstone', deleted: at } as const;
  const facts: DeletionFacts = { activity: { actor: author, object }, origin: birch, channelId: 'chan_1', target: { channel_id: 'chan_1', deleted_at: null } };

  it.each<[string, Partial<DeletionFacts>, string]>([
    ['a deletion', {}, 'effect'],
    ['a deletion of what never came', { target: undefined }, 'effect'],
    ['a second deletion', { target: { channel_id: 'chan_1', deleted_at: at } }, 'nothing'],
    ['[THREAT-11] a deletion by a person of another company', { activity: { actor: `${alder}/people/1`, object } }, 'quarantined actor-mismatch'],
    ['[THREAT-13] a deletion of another company\'s post', { activity: { actor: author, object: { ...object, id: `${alder}/objects/1` } } }, 'quarantined origin-mismatch'],
    ['[THREAT-13] a deletion of a post of another channel', { target: { channel_id: 'chan_2', deleted_at: null } }, 'quarantined cross-perimeter'],
  ])('%s', (_, change, expected) => {
    expect(codeOf(judgeDeletion({ ...facts, ...change }))).toBe(expected);
  });
});

describe('judgeReaction', () => {
  const facts: ReactionFacts = { actor: author, origin: birch, channelId: 'chan_1', target: { channel_id: 'chan_1', deleted_at: null }, actorId: 'pers_1' };

  it.each<[string, Partial<ReactionFacts>, string]>([
    ['a reaction', {}, 'effect'],
    ['[THREAT-11] a reaction by a person of another company', { actor: `${alder}/people/1` }, 'quarantined actor-mismatch'],
    ['a reaction of a person not announced yet', { actorId: undefined }, 'pending missing-person'],
    ['a reaction to what is not here yet', { target: undefined }, 'pending missing-object'],
    ['[THREAT-6] a reaction to a post of another channel', { target: { channel_id: 'chan_2', deleted_at: null } }, 'quarantined cross-perimeter'],
    ['[THREAT-42] a reaction to what has been deleted', { target: { channel_id: 'chan_1', deleted_at: at } }, 'erase'],
  ])('%s', (_, change, expected) => {
    expect(codeOf(judgeReaction({ ...facts, ...change }))).toBe(expected);
  });

  it.each([
    [MAX_EMOJIS_PER_PERSON - 1, MAX_REACTIONS_PER_COMPANY - 1, 'effect'],
    [MAX_EMOJIS_PER_PERSON, MAX_EMOJIS_PER_PERSON, 'quarantined too-many-reactions'],
    [0, MAX_REACTIONS_PER_COMPANY, 'quarantined too-many-reactions'],
  ])('[THREAT-29] %i reactions of a person and %i of the company leave: %s', (person, company, expected) => {
    expect(codeOf(judgeReactionCounts({ person, company }))).toBe(expected);
  });
});

describe('order', () => {
  const later = '2026-11-23T13:00:01.000Z';

  it('is by the time of a post', () => {
    expect(sortKey({ published: at, receivedAt: later, place: 9 }) < sortKey({ published: later, receivedAt: later, place: 1 })).toBe(true);
  });

  it('[THREAT-47] does not believe in posts from the future', () => {
    expect(sortKey({ published: '2027-11-23T13:00:00.000Z', receivedAt: at, place: 1 })).toBe(sortKey({ published: at, receivedAt: at, place: 1 }));
  });

  it('keeps posts of one millisecond in the order in which they were written', () => {
    const keys = [2, 10, 1].map((place) => sortKey({ published: at, receivedAt: later, place }));
    expect(keys.toSorted()).toEqual([keys[2], keys[0], keys[1]]);
  });

  it('finds the root of a thread', () => {
    expect(threadOf({ id: 'post_1', thread_id: null })).toBe('post_1');
    expect(threadOf({ id: 'post_2', thread_id: 'post_1' })).toBe('post_1');
  });

  it('reports every verdict that is not an outcome as applied', () => {
    expect(['effect', 'nothing', 'erase'].map((verdict) => outcomeOf(verdict as Verdict).status)).toEqual(['applied', 'applied', 'applied']);
  });
});
