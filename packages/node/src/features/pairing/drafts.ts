import { pairingId } from '@adjoin/protocol/pairing/pairing-id';
import type { PairingTranscript } from '@adjoin/protocol/pairing/words';
import type { ActivityDraft } from '../replication/own-log.ts';

/** Who speaks for the company (a person's DID), and when. */
type Act = { readonly actor: string; readonly at: string };

/** Our administrator typed the words back. */
export function acceptDraft({ actor, at }: Act, transcript: PairingTranscript): ActivityDraft {
  const object = { type: 'Offer', actor: transcript.inviter, target: transcript.invitee };
  return { kind: 'partnership', actor, published: at, type: 'Accept', members: { object, instrument: pairingId(transcript) } };
}

/** We end the partnership. */
export function leaveDraft({ actor, at }: Act, transcript: PairingTranscript): ActivityDraft {
  const object = { type: 'Relationship', subject: transcript.inviter, object: transcript.invitee };
  return { kind: 'partnership', actor, published: at, type: 'Leave', members: { object, instrument: pairingId(transcript) } };
}

/** Our node has a new document: another name, address or key. */
export function documentDraft({ actor, at }: Act, { did, document }: { did: string; document: string }): ActivityDraft {
  return { kind: 'partnership', actor, published: at, type: 'Update', members: { object: { id: did, type: 'Organization', document } } };
}
