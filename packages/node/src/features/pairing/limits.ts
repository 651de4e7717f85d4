import type { Rate } from '../people/throttle.ts';

/** Wrong attempts at typing the words back, after which the pairing ends. */
export const MAX_CONFIRM_TRIES = 5;
export const PAIRING_WORDS = 6;
/** Invitations that can be used at any one time. */
export const MAX_OPEN_INVITATIONS = 100;
export const MAX_NOTE_LENGTH = 200;
export const MAX_REASON_LENGTH = 500;
/** A compact JWS that carries a node document, itself one. */
export const MAX_INVITATION_LENGTH = 32_768;
/** Attempts at pairing from one address (THREATS 37). */
export const STRANGER_RATE: Rate = { burst: 10, refillMs: 60_000 };
/** Largest pairing request, and largest answer to one. */
export const MAX_PAIRING_BYTES = 65_536;
export const PAIRING_DEADLINE_MS = 15_000;
