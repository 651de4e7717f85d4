/** Open streams of one person, and of all people together. */
export const MAX_STREAMS_PER_PERSON = 16;
export const MAX_STREAMS = 5_000;
/** A comment goes out this often, so that proxies and clients know that the stream lives. */
export const HEARTBEAT_MS = 20_000;
/** A stream can be resumed from events up to this old; older ones get `reset`. */
export const RESUME_WINDOW_MS = 7 * 24 * 60 * 60_000;
/** Audit entries read and rendered at once. */
export const EVENTS_PER_READ = 500;
/** Rendered batches kept for streams that read the same entries. */
export const MAX_REMEMBERED_BATCHES = 8;
