import { createHash } from 'node:crypto';

/** How people's clients name their own company. */
export const OWN_COMPANY = 'self';

/**
 * The id under which a company appears to our people: `self`, or `part_` and a UUIDv8 of its DID. Computed, so that a
 * company which we know only through a shared channel has its id before, during and after a pairing.
 */
export function companyIdOf(node: string, ownNode: string): string {
  return node === ownNode ? OWN_COMPANY : partnerIdOf(node);
}

/** The `part_…` id of another company's node. */
export function partnerIdOf(node: string): string {
  const hash = createHash('sha256').update(node).digest('hex');
  const variant = ((Number.parseInt(hash[16] as string, 16) & 0x3) | 0x8).toString(16);
  return `part_${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-${variant}${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}
