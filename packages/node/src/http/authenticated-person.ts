import type { FastifyRequest } from 'fastify';
import { adminOnly } from './problems.ts';

/** The person whose access token came with a request; set by authenticate-person on every route of the people's scope. */
export type AuthenticatedPerson = {
  readonly id: string;
  readonly did: string;
  readonly name: string;
  readonly role: 'admin' | 'member';
  readonly sessionId: string;
};

declare module 'fastify' {
  interface FastifyRequest {
    person: AuthenticatedPerson;
  }
}

/** @throws Problem `admin-only` */
export function requireAdmin({ person }: FastifyRequest): void {
  if (person.role !== 'admin') throw adminOnly();
}
