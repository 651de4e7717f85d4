/** Life of an access token. Short, because it is the longest that a lost one could matter where nobody revokes. */
export const ACCESS_TOKEN_LIFETIME_SECONDS = 600;
/** A session ends when nobody refreshed it for this long … */
export const SESSION_IDLE_MS = 30 * 24 * 60 * 60 * 1000;
/** … and in any case this long after the person signed in. */
export const SESSION_LIFETIME_MS = 180 * 24 * 60 * 60 * 1000;
export const MAX_SESSIONS_PER_PERSON = 50;
/** How long a replaced refresh token may ask again for an answer that was lost on the way. */
export const REFRESH_GRACE_MS = 10_000;
/** Replaced refresh tokens of one session that are remembered, so that their reuse is noticed: a day of constant use. */
export const MAX_REMEMBERED_TOKENS = 150;
export const SETUP_LINK_LIFETIME_MS = 24 * 60 * 60 * 1000;
export const ACTIVATION_LINK_LIFETIME_MS = 7 * 24 * 60 * 60 * 1000;
export const MAX_USER_AGENT_LENGTH = 200;

/** In characters. Long enough to resist guessing offline as argon2id makes it slow; no rules of composition (NIST SP 800-63B §3.1.1.2). */
export const MIN_PASSWORD_LENGTH = 10;
export const MAX_PASSWORD_LENGTH = 256;
export const MAX_EMAIL_LENGTH = 254;
