import { Problem, type ProblemPlace } from '@adjoin/protocol/problem';

/** One answer for a post that is in another channel, hidden from the person, or nowhere at all (THREATS 1, 6). */
export const crossPerimeter = (errors: readonly ProblemPlace[]): Problem =>
  new Problem({
    status: 422,
    code: 'cross-perimeter',
    title: 'A reply stays in the channel of the post that it answers',
    detail: 'Name a post of this channel.',
    errors,
  });

export const parentDeleted = (errors: readonly ProblemPlace[]): Problem =>
  new Problem({ status: 422, code: 'parent-deleted', title: 'The post that this answers has been deleted', errors });

export const postDeleted = (): Problem => new Problem({ status: 410, code: 'post-deleted', title: 'This post has been deleted' });

export const notOwnPost = (): Problem =>
  new Problem({ status: 403, code: 'not-own-post', title: 'This post belongs to another company', detail: 'Only the company that wrote it can change or delete it.' });

export const notAuthor = (): Problem =>
  new Problem({ status: 403, code: 'not-author', title: 'Somebody else wrote this post', detail: 'Only its author edits a post; its author or an administrator of the same company deletes it.' });

export const tooManyVersions = (max: number): Problem =>
  new Problem({ status: 422, code: 'too-many-versions', title: 'This post has been edited too often', detail: `A post has at most ${max} versions. Write a new one.` });

export const tooManyReactions = (max: number): Problem =>
  new Problem({ status: 422, code: 'too-many-reactions', title: 'There are too many reactions to this post', detail: `At most ${max} are kept here. Remove one first.` });

export const invalidEmoji = (): Problem =>
  new Problem({
    status: 422,
    code: 'invalid-request',
    title: 'The request does not have the expected form',
    detail: 'Correct what `errors` names.',
    errors: [{ pointer: '/emoji', detail: 'Use one emoji or short word without spaces.' }],
  });

export const invalidImport = (errors: readonly ProblemPlace[]): Problem =>
  new Problem({ status: 422, code: 'invalid-import', title: 'Some of these posts cannot be imported', detail: 'Nothing was imported. Correct what `errors` names.', errors });

export const channelChanging = (): Problem =>
  new Problem({
    status: 503,
    code: 'channel-changing',
    title: 'This channel is changing too fast to be summed up',
    detail: 'Ask again when less is being written in it.',
    headers: { 'retry-after': '2' },
  });

export const nothingToExport = (): Problem =>
  new Problem({ status: 422, code: 'nothing-to-export', title: 'Only live posts of our own company in shared channels can be exported', detail: 'What is internal gets no proof; what another company wrote is for it to export.' });
