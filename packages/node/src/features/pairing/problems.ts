import { Problem } from '@adjoin/protocol/problem';

export const invitationUnknown = (): Problem =>
  new Problem({ status: 404, code: 'not-found', title: 'There is no such invitation', detail: 'Ask the other administrator for a new one.' });

export const invitationUsed = (): Problem =>
  new Problem({ status: 409, code: 'invitation-used', title: 'This invitation was used before', detail: 'An invitation works once. Ask the other administrator for a new one.' });

export const invitationExpired = (): Problem =>
  new Problem({ status: 410, code: 'invitation-expired', title: 'This invitation has expired', detail: 'Ask the other administrator for a new one.' });

export const invitationRevoked = (): Problem =>
  new Problem({ status: 410, code: 'invitation-revoked', title: 'This invitation was withdrawn', detail: 'Ask the other administrator for a new one.' });

export const tooManyInvitations = (max: number): Problem =>
  new Problem({ status: 429, code: 'too-many-invitations', title: 'Too many invitations are open', detail: `At most ${max} can be open. Revoke one, or wait until one is used.` });

export const selfPairing = (): Problem =>
  new Problem({ status: 409, code: 'self-pairing', title: 'This invitation is from this very node', detail: 'A company cannot pair with itself. Give the invitation to the other company.' });

export const alreadyPaired = (): Problem =>
  new Problem({ status: 409, code: 'already-paired', title: 'These two companies are paired already', detail: 'End the partnership on both sides before pairing anew.' });

export const partnerUnreachable = (kind: string): Problem =>
  new Problem({
    status: 409,
    code: 'partner-unreachable',
    title: "The other company's node did not answer",
    detail: 'Nothing was changed. Check that it is running and reachable at the address in the invitation, then paste the invitation again.',
    extensions: { fault: kind },
  });

export const wrongNode = (): Problem =>
  new Problem({ status: 409, code: 'wrong-node', title: 'Another node answered than the one that invited', detail: 'Nothing was changed. Tell the other administrator, and ask for a new invitation.' });

export const brokenCommitment = (): Problem =>
  new Problem({
    status: 409,
    code: 'broken-commitment',
    title: 'The other node did not show what its invitation committed to',
    detail: 'Somebody may be listening in. Nothing was changed. Tell the other administrator, and ask for a new invitation.',
  });

export const invitationRefused = (code: string): Problem =>
  new Problem({
    status: 409,
    code: 'invitation-refused',
    title: 'The other node refused the invitation',
    detail: 'Ask the other administrator for a new one.',
    extensions: { partner_code: code },
  });

export const invalidPairingRequest = (): Problem =>
  new Problem({ status: 400, code: 'invalid-pairing-request', title: 'The body is not a pairing request', detail: 'See rule PAIR-4 of the protocol.' });

export const notAwaitingWords = (): Problem =>
  new Problem({ status: 409, code: 'not-awaiting-words', title: 'This partnership does not wait for words', detail: 'Words are typed back once, before it becomes active.' });

export const wrongWords = (triesLeft: number): Problem =>
  new Problem({
    status: 422,
    code: 'wrong-words',
    title: 'These are not the words',
    detail:
      triesLeft > 0
        ? `Ask the other administrator to read their sentence aloud and type the two words asked for. ${triesLeft} attempts are left. If the sentences differ, end this pairing.`
        : 'The pairing has ended. If both of you see different sentences, somebody may be listening in: start again with a new invitation over another channel.',
    errors: [{ pointer: '/words', detail: 'Type the words as the other administrator reads them aloud.' }],
    extensions: { tries_left: triesLeft },
  });

export const stateConflict = (from: string, to: string): Problem =>
  new Problem({
    status: 409,
    code: 'state-conflict',
    title: `A partnership that is ${from} cannot become ${to}`,
    detail: 'Active ones can be suspended, suspended ones made active again, and all can be ended. Ended ones are paired anew with a new invitation.',
  });
