import { parseStrictJsonBytes } from '@adjoin/protocol/json/strict-json';
import { activeKeys, verifyNodeDocument } from '@adjoin/protocol/pairing/node-document';
import { pairingRequest, type PairingAnswer } from '@adjoin/protocol/pairing/pairing-request';
import { Problem } from '@adjoin/protocol/problem';
import type { FastifyRequest } from 'fastify';
import type { NodeContext } from '../../context.ts';
import { verifySignedRequest } from '../../http/authenticate-node.ts';
import type { App } from '../../http/server.ts';
import { instantOf } from '../../ports/clock.ts';
import { appendAudit } from '../audit/commands.ts';
import { addressBlock } from '../people/address-block.ts';
import { tooManyAttempts } from '../people/problems.ts';
import { createThrottle } from '../people/throttle.ts';
import { answerPairing, type AskedToPair } from './commands/answer-pairing.ts';
import { MAX_PAIRING_BYTES, STRANGER_RATE } from './limits.ts';
import { invalidPairingRequest } from './problems.ts';

/**
 * The one door that strangers may knock at: it takes an invitation's secret from a node that signs as itself, so many
 * times per address, and leaves a line of audit for whoever it refuses.
 */
export function addPairingDoor(app: App, context: NodeContext): void {
  const throttle = createThrottle(context.clock, STRANGER_RATE);
  app.post('/federation/v1/pairings', { bodyLimit: MAX_PAIRING_BYTES, schema: { hide: true } }, async (request, reply) => {
    // What is refused from here on leaves a line that says more than that of other refusals.
    request.hasRefusalLine = true;
    const refusal = throttle.take(addressBlock(request.ip));
    if (refusal !== undefined) {
      const problem = tooManyAttempts(refusal.retryAfterSeconds);
      // One line for a flood, or the flood would fill the disk.
      if (refusal.isFirst) await auditRefusal(context, { actor: 'system', code: problem.code });
      throw problem;
    }
    const answer = await receive(context, request);
    return reply.type('application/json').send(JSON.stringify(answer));
  });
}

async function receive(context: NodeContext, request: FastifyRequest): Promise<PairingAnswer> {
  // Named in the audit log once it has signed, and not because it says so.
  let actor = 'system';
  try {
    const asked = await readSigned(context, request);
    actor = asked.document.id;
    return await context.database.write((tx) => answerPairing(tx, context, asked));
  } catch (error) {
    if (error instanceof Problem && error.status < 500) await auditRefusal(context, { actor, code: error.code });
    throw error;
  }
}

/** Reads a request whose signer is the node that its document is of. */
async function readSigned(context: NodeContext, request: FastifyRequest): Promise<AskedToPair> {
  const parsed = pairingRequest.safeParse(parseStrictJsonBytes(request.body as Buffer));
  if (!parsed.success) throw invalidPairingRequest();
  const { secret, document: jws, invitee_nonce: inviteeNonce } = parsed.data;
  const document = verifyNodeDocument(jws);
  const keys = activeKeys(document);
  await verifySignedRequest(context, request, (keyId) => keys.get(keyId));
  return { secret, document, jws, inviteeNonce };
}

function auditRefusal({ database, clock, feed }: NodeContext, { actor, code }: { actor: string; code: string }): Promise<void> {
  const entry = { at: instantOf(clock.now()), actor, action: 'pairing.refused', subject: 'invitation', details: { code } };
  return database.write((tx) => appendAudit(tx, feed, [entry]));
}
