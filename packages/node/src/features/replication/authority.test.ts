import { describe, expect, it } from 'vitest';
import { checkAuthority } from './authority.ts';

const birch = 'did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2';
const cedar = 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK';
const activity = `${birch}/logs/x/7`;
const person = `${birch}/people/1`;
const note = { id: `${birch}/objects/1`, type: 'Note', attributedTo: person };

const check = (payload: unknown): void => checkAuthority(payload, { origin: birch, activity });

describe('checkAuthority', () => {
  it.each([
    ['a note of its own', { id: activity, actor: person, type: 'Create', object: note }],
    ['a reaction to an object of another company', { id: activity, actor: person, type: 'Like', object: `${cedar}/objects/9` }],
    ['another company into a channel of its own', { id: activity, actor: person, type: 'Add', object: { id: cedar, type: 'Organization' }, target: `${birch}/channels/1` }],
    ['a person of its own into a channel of another company', { id: activity, actor: person, type: 'Add', object: { id: person, type: 'Person' }, target: `${cedar}/channels/1` }],
    ['an activity that this version does not know', { id: activity, actor: person, type: 'Announce', object: null }],
  ])('lets a node write %s', (_what, payload) => expect(() => check(payload)).not.toThrow());

  it.each([
    ['an actor of another company', { id: activity, actor: `${cedar}/people/1`, type: 'Create', object: note }],
    ['an actor whose DID only begins like its own', { id: activity, actor: `${birch}x/people/1`, type: 'Create', object: note }],
    ['no actor', { id: activity, type: 'Create', object: note }],
    ['a note attributed to another company', { id: activity, actor: person, type: 'Create', object: { ...note, attributedTo: `${cedar}/people/1` } }],
  ])('[THREAT-11] refuses %s', (_what, payload) => expect(() => check(payload)).toThrow(expect.objectContaining({ status: 403, code: 'actor-mismatch' })));

  it.each([
    ['an object id of another company', { id: activity, actor: person, type: 'Create', object: { ...note, id: `${cedar}/objects/1` } }],
    ['an edit of an object of another company', { id: activity, actor: person, type: 'Update', object: { id: `${cedar}/objects/1`, type: 'Note' } }],
    ['a deletion of an object of another company', { id: activity, actor: person, type: 'Delete', object: { id: `${cedar}/objects/1`, type: 'Tombstone' } }],
    ['adding a person of another company', { id: activity, actor: person, type: 'Add', object: { id: `${cedar}/people/1`, type: 'Person' } }],
    ['removing a person of another company', { id: activity, actor: person, type: 'Remove', object: { id: `${cedar}/people/1`, type: 'Person' } }],
    ['renaming a channel of another company', { id: activity, actor: person, type: 'Update', object: { id: `${cedar}/channels/1`, type: 'Group' } }],
    ['a company into a channel of another company', { id: activity, actor: person, type: 'Add', object: { id: birch, type: 'Organization' }, target: `${cedar}/channels/1` }],
    ['a company out of a channel that it does not name', { id: activity, actor: person, type: 'Remove', object: { id: cedar, type: 'Organization' } }],
    ['the name of another position', { id: `${birch}/logs/x/8`, actor: person, type: 'Create', object: note }],
    ['the name of a position in a log of another company', { id: `${cedar}/logs/x/7`, actor: person, type: 'Create', object: note }],
    ['text that is no activity', 'hello'],
  ])('[THREAT-12] refuses %s', (_what, payload) => expect(() => check(payload)).toThrow(expect.objectContaining({ status: 403, code: 'origin-mismatch' })));

  it('[THREAT-9] knows nothing of a channel that another company is said to share', () => {
    const payload = { id: activity, actor: person, type: 'Invite', object: { id: `${cedar}/channels/1`, type: 'Group' } };
    expect(() => check(payload)).toThrow(expect.objectContaining({ status: 404, code: 'not-found' }));
  });
});
