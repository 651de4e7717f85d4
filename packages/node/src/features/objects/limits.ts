/** Posts in one batch or import. */
export const MAX_POSTS_PER_REQUEST = 100;
/** Versions of one post, the current one included. Counted in one log, so that every node draws the line at the same edit (rule OBJ-6). */
export const MAX_VERSIONS = 1_000;
/** Different emojis by one person on one post; counted per person, so that every node draws the line at the same reaction (rule OBJ-9). */
export const MAX_EMOJIS_PER_PERSON = 20;
/** Reactions by the people of one company on one post (rule OBJ-9). */
export const MAX_REACTIONS_PER_COMPANY = 1_000;
/** Replies are counted up to here. */
export const MAX_COUNTED_REPLIES = 1_000;
/** Different emojis shown on one post. */
export const MAX_SHOWN_EMOJIS = 100;
/** Objects of a channel read at once for its digest. */
export const DIGEST_PAGE = 500;
/** A digest of a channel that keeps changing is begun anew this often. */
export const MAX_DIGEST_TRIES = 3;
