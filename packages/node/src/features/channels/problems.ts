import { Problem, type ProblemPlace } from '@adjoin/protocol/problem';

export const channelJoining = (): Problem =>
  new Problem({
    status: 409,
    code: 'channel-joining',
    title: 'The host has not confirmed yet that your company is in this channel',
    detail: 'Try again once the channel is active; this happens by itself as soon as the host\'s node answers.',
  });

export const channelLeft = (): Problem =>
  new Problem({
    status: 409,
    code: 'channel-left',
    title: 'Your company is no longer in this channel',
    detail: 'Your copy stays readable. Writing is possible again if the host invites your company anew.',
  });

export const notHost = (): Problem =>
  new Problem({
    status: 403,
    code: 'not-host',
    title: 'Only the company that hosts this channel may do this',
    detail: 'Ask one of its people.',
  });

export const internalChannel = (): Problem =>
  new Problem({
    status: 422,
    code: 'internal-channel',
    title: 'An internal channel is never shared',
    detail: 'Its perimeter was fixed when it was made. Make a shared channel, and place in it what the partner may see.',
  });

export const unknownPeople = (errors: readonly ProblemPlace[]): Problem =>
  new Problem({ status: 422, code: 'unknown-people', title: 'Only active people of your own company can be brought into a channel', errors });

export const removesOthers = (): Problem =>
  new Problem({
    status: 403,
    code: 'admin-only',
    title: 'Only an administrator may remove somebody else from a channel',
    detail: 'You may leave it yourself.',
  });

export const foreignMember = (): Problem =>
  new Problem({
    status: 403,
    code: 'foreign-member',
    title: 'Each company decides which of its people are in a channel',
    detail: 'Ask that company, or end its place in the channel.',
  });

export const channelQuota = (max: number): Problem =>
  new Problem({ status: 422, code: 'channel-quota', title: 'This node has as many channels as it may have', detail: `At most ${max} are allowed.` });

export const memberQuota = (max: number): Problem =>
  new Problem({ status: 422, code: 'member-quota', title: 'This channel would have too many members', detail: `At most ${max} are allowed.` });

export const companyQuota = (max: number): Problem =>
  new Problem({ status: 422, code: 'company-quota', title: 'This channel is shared with as many companies as it may be', detail: `At most ${max} are allowed.` });

export const unknownPartner = (): Problem =>
  new Problem({
    status: 422,
    code: 'unknown-partner',
    title: 'There is no such partner',
    errors: [{ pointer: '/partner_id', detail: 'Use the id of one of GET /v1/partners.' }],
  });

export const partnerNotActive = (): Problem =>
  new Problem({
    status: 409,
    code: 'partner-not-active',
    title: 'The partnership with this company is not active',
    detail: 'Sharing needs a partnership that both administrators have confirmed and that is neither suspended nor ended.',
  });

export const alreadyShared = (): Problem =>
  new Problem({ status: 409, code: 'already-shared', title: 'This company is already in the channel, or invited to it' });

export const alreadyDecided = (): Problem =>
  new Problem({ status: 409, code: 'already-decided', title: 'This invitation has been answered or withdrawn' });

export const audienceChanged = (): Problem =>
  new Problem({
    status: 412,
    code: 'audience-changed',
    title: 'The companies or people who see this channel have changed since you looked',
    detail: 'Nothing was sent. Look at the audience again, then send with its new ETag.',
  });
