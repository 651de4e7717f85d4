import jwt from '@fastify/jwt';
import * as z from 'zod';
import type { NodeContext } from '../context.ts';
import type { App } from './server.ts';

/** Explicit typing keeps other things that the same key might sign one day from passing as access tokens (RFC 8725 §3.11). */
const TOKEN_TYPE = 'adjoin-access+jwt';

const claims = z.object({ sub: z.string(), sid: z.string(), exp: z.int() });
export type AccessClaims = z.infer<typeof claims>;

/**
 * Gives the server the means to sign and verify access tokens: EdDSA and nothing else, whatever a token's header says
 * (RFC 8725 §3.1, THREATS 35).
 */
export async function addAccessTokens(app: App, { identity }: Pick<NodeContext, 'identity'>): Promise<void> {
  const { privateKey, publicKey } = identity.sessionKeys;
  await app.register(jwt, {
    secret: {
      private: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
      public: publicKey.export({ format: 'pem', type: 'spki' }).toString(),
    },
    sign: { algorithm: 'EdDSA', iss: identity.did, header: { alg: 'EdDSA', typ: TOKEN_TYPE } },
    verify: { algorithms: ['EdDSA'], allowedIss: identity.did, requiredClaims: ['iss', 'sub', 'sid', 'iat', 'exp'], checkTyp: TOKEN_TYPE },
  });
}

/** A new access token for a session. */
export function signAccessToken(
  app: App,
  { clock }: Pick<NodeContext, 'clock'>,
  { personId, sessionId, lifetimeSeconds }: { personId: string; sessionId: string; lifetimeSeconds: number },
): string {
  const iat = Math.floor(clock.now() / 1000);
  return app.jwt.sign({ sub: personId, sid: sessionId, iat, exp: iat + lifetimeSeconds });
}

/** The claims of a token that our key signed and that has not expired; undefined for any other text. */
export function verifyAccessToken(app: App, { clock }: Pick<NodeContext, 'clock'>, token: string): AccessClaims | undefined {
  try {
    return claims.parse(app.jwt.verify(token, { clockTimestamp: clock.now() }));
  } catch {
    return undefined;
  }
}
