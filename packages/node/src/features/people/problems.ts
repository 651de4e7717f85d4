import { Problem } from '@adjoin/protocol/problem';

/** One answer for an unknown address, a wrong password, an account never activated and one deactivated. */
export const wrongCredentials = (): Problem =>
  new Problem({
    status: 401,
    code: 'wrong-credentials',
    title: 'This e-mail address and password do not belong together',
    headers: { 'www-authenticate': 'Bearer' },
  });

export const tooManyAttempts = (retryAfterSeconds: number): Problem =>
  new Problem({
    status: 429,
    code: 'too-many-attempts',
    title: 'Too many attempts',
    detail: `Try again in ${retryAfterSeconds} seconds.`,
    headers: { 'retry-after': String(retryAfterSeconds) },
  });

export const tooManyHashes = (): Problem =>
  new Problem({
    status: 503,
    code: 'overloaded',
    title: 'Too many people are signing in at this moment',
    detail: 'Nothing was changed. Try again in a moment.',
    headers: { 'retry-after': '1' },
  });

export const sessionEnded = (): Problem =>
  new Problem({
    status: 401,
    code: 'session-ended',
    title: 'This session has ended',
    detail: 'Sign in again.',
    headers: { 'www-authenticate': 'Bearer' },
  });

export const linkUnknown = (): Problem =>
  new Problem({
    status: 404,
    code: 'link-unknown',
    title: 'This link is not one that this node gave out',
    detail: 'Check that it was copied as a whole, or ask for a new one.',
  });

export const linkUsed = (): Problem =>
  new Problem({ status: 409, code: 'link-used', title: 'This link was used before', detail: 'A link works once. Sign in, or ask for a new one.' });

export const linkExpired = (): Problem =>
  new Problem({
    status: 410,
    code: 'link-expired',
    title: 'This link has expired',
    detail: 'Ask an administrator for a new one; for the set-up link, restart the node.',
  });

export const emailTaken = (): Problem =>
  new Problem({
    status: 409,
    code: 'email-taken',
    title: 'Another account has this e-mail address',
    errors: [{ pointer: '/email', detail: 'Use another address.' }],
  });

export const accountMissing = (): Problem =>
  new Problem({
    status: 409,
    code: 'account-missing',
    title: 'This person has no account',
    detail: 'Give the person an e-mail address first; role, status and sign-in belong to an account.',
  });

export const accountDeactivated = (): Problem =>
  new Problem({ status: 409, code: 'account-deactivated', title: 'This account is deactivated', detail: 'Set its status to active first.' });

export const lastAdmin = (): Problem =>
  new Problem({
    status: 409,
    code: 'last-admin',
    title: 'A company needs an administrator',
    detail: 'Make another person with a working account an administrator first.',
  });

export const notOurPerson = (): Problem =>
  new Problem({
    status: 403,
    code: 'not-our-person',
    title: 'This person belongs to another company',
    detail: 'Only their own company can change this person.',
  });
