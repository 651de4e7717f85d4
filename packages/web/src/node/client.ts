import { createClient } from '@adjoin/client/client';
import { createSession } from '@adjoin/client/session/session';
import { createTabStore } from './session-store.ts';

const send = (url: string, init: RequestInit): Promise<Response> => fetch(url, init);

/** The reader's session at the node that served this page. */
export const session = createSession({ url: location.origin, fetch: send, store: createTabStore(), cookie: true });

/** The one door to the node. */
export const client = createClient({ url: location.origin, fetch: send, tokens: session });
