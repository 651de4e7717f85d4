import type { FastifyReply, FastifyRequest } from 'fastify';
import type { NodeContext } from '../../context.ts';
import type { IssuedSession } from './commands/create-session.ts';

const COOKIE = 'adjoin_refresh';
const PATH = '/v1/sessions';

/** Keeps the refresh token where no script and no other site can use it. */
export function setRefreshCookie(reply: FastifyReply, { clock, config }: NodeContext, { refreshToken, expiresAt }: IssuedSession): void {
  const maxAge = Math.floor((Date.parse(expiresAt) - clock.now()) / 1000);
  void reply.setCookie(COOKIE, refreshToken, { ...attributesOf(config), maxAge });
}

export function readRefreshCookie(request: FastifyRequest): string | undefined {
  return request.cookies[COOKIE];
}

export function clearRefreshCookie(reply: FastifyReply, { config }: NodeContext): void {
  void reply.clearCookie(COOKIE, attributesOf(config));
}

function attributesOf({ publicUrl }: NodeContext['config']) {
  return { path: PATH, httpOnly: true, sameSite: 'strict', secure: publicUrl.startsWith('https:') } as const;
}
