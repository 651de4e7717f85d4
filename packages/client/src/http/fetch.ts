/** What the client asks of `fetch`: the global one, or one that trusts a pinned certificate. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;
