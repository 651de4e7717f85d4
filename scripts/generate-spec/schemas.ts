import * as z from 'zod';
import { checkpoint, receipt } from '@adjoin/protocol/log/checkpoint';
import { entryHeader } from '@adjoin/protocol/log/header';
import { delivery, deliveryAnswer } from '@adjoin/protocol/log/page';
import { invitation } from '@adjoin/protocol/pairing/invitation';
import { nodeDocument } from '@adjoin/protocol/pairing/node-document';
import { pairingAnswer, pairingRequest } from '@adjoin/protocol/pairing/pairing-request';
import { channelActivities, partnershipActivities } from '@adjoin/protocol/vocabulary/activities';

const documents: Readonly<Record<string, z.ZodType>> = {
  'checkpoint': checkpoint,
  'delivery': delivery,
  'delivery-answer': deliveryAnswer,
  'entry-header': entryHeader,
  'invitation': invitation,
  'node-document': nodeDocument,
  'pairing-answer': pairingAnswer,
  'pairing-request': pairingRequest,
  'receipt': receipt,
};

/** `Create Note` as a file is named: `create-note`. */
export function fileNameOf(activity: string): string {
  return activity.toLowerCase().replace(' ', '-');
}

/** JSON Schema 2020-12 of every document on the wire, by path, made from the schemas that the node validates with. */
export function renderSchemas(): ReadonlyMap<string, object> {
  const activities = Object.entries({ ...channelActivities, ...partnershipActivities });
  return new Map([
    ...Object.entries(documents).map(([name, schema]): [string, object] => [`schemas/${name}.json`, render(name, schema)]),
    ...activities.map(([name, schema]): [string, object] => [`schemas/activities/${fileNameOf(name)}.json`, render(name, schema)]),
  ]);
}

function render(name: string, schema: z.ZodType): object {
  const { $schema, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input' });
  return { $schema, $id: `urn:adjoin:schema:v1:${fileNameOf(name)}`, title: name, ...rest };
}
