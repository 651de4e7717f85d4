import type { NodeContext } from '../../../context.ts';
import type { Attempts } from '../attempts.ts';
import type { Passwords } from '../passwords.ts';
import { wrongCredentials } from '../problems.ts';
import { findAccountByEmail } from '../queries.ts';
import { createSession, type IssuedSession } from './create-session.ts';

export type Entrance = { readonly attempts: Attempts; readonly passwords: Passwords };

type Credentials = { readonly email: string; readonly password: string; readonly ip: string; readonly userAgent: string };

/**
 * Opens a session for an e-mail address and password. Unknown addresses, wrong passwords and closed accounts take the
 * same time and get the same answer.
 * @throws Problem `wrong-credentials`, `too-many-attempts`, `overloaded`
 */
export async function signIn(context: NodeContext, { attempts, passwords }: Entrance, credentials: Credentials): Promise<IssuedSession> {
  const { database } = context;
  const { email, password, ip, userAgent } = credentials;
  const account = await findAccountByEmail(database.read, email);
  return attempts({ action: 'session.refused', ip, account: email, subject: account?.person_id }, async () => {
    const hash = account?.status === 'active' ? account.password_hash : undefined;
    if (!(await passwords.verify(password, hash))) throw wrongCredentials();
    return database.write(async (tx) => {
      // Hashing takes a while, and the account may have been closed or got another password meanwhile.
      const now = await findAccountByEmail(tx.db, email);
      if (now?.status !== 'active' || now.password_hash !== hash) throw wrongCredentials();
      return createSession(tx, context, { personId: now.person_id, userAgent });
    });
  });
}
