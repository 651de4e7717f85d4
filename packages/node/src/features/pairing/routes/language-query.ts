import type { FastifyRequest } from 'fastify';
import type { PairingLanguage } from '@adjoin/protocol/pairing/words';
import * as z from 'zod';
import { chooseLanguage } from '../choose-language.ts';

const language = z.enum(['en', 'fr']).optional().describe('Language of the words; without it, Accept-Language decides');

export const languageQuery = z.object({ language });

/** The language in which whoever asks wants the pairing words. */
export function languageOf({ query, headers }: FastifyRequest): PairingLanguage {
  return (query as z.infer<typeof languageQuery>).language ?? chooseLanguage(headers['accept-language']);
}
