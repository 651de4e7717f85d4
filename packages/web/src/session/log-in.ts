import { ProblemError } from '@adjoin/client/problem-error';
import { drafts } from '../composer/drafts.ts';
import { client, session } from '../node/client.ts';
import { sessionStore, tellOtherTabs } from '../node/session-store.ts';
import { queryClient } from '../query-client.ts';

/** Forgets what was read for whoever was logged in before; whose node it is stays known. */
function forgetAnswers(): void {
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'node' });
}

/** Opens a session whose refresh token stays in a cookie. */
export async function logIn(email: string, password: string): Promise<void> {
  const person = await session.logIn({ email, password });
  forgetAnswers();
  sessionStore.set({ kind: 'in', person });
}

/** Goes on with the session of the cookie, if there is one. */
export async function resumeSession(): Promise<void> {
  const token = await session.current();
  if (token === undefined) return sessionStore.set({ kind: 'out' });
  try {
    sessionStore.set({ kind: 'in', person: await client.get('/v1/me') });
  } catch (error) {
    if (!(error instanceof ProblemError) || error.status !== 401) throw error;
    sessionStore.set({ kind: 'out' });
  }
}

/** Ends the session and leaves nothing of it on this computer. */
export async function logOut(): Promise<void> {
  await session.logOut();
  tellOtherTabs();
  drafts.clear();
  forgetAnswers();
}
