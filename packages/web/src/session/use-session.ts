import type { Person } from '@adjoin/client/resources';
import { sessionStore } from '../node/session-store.ts';
import { useStore } from '../store.ts';

/** The person who is logged in. Only beneath the log-in. */
export function useMe(): Person {
  const session = useStore(sessionStore);
  if (session.kind !== 'in') throw new Error('nobody is logged in');
  return session.person;
}

export function useIsAdmin(): boolean {
  return useMe().role === 'admin';
}
