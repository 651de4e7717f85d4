import { randomBytes, randomUUIDv7 } from 'node:crypto';
import type { Entropy } from '../ports/entropy.ts';

export const systemEntropy: Entropy = {
  bytes: (length) => randomBytes(length),
  uuid: () => randomUUIDv7(),
  fraction: () => randomBytes(4).readUInt32BE() / 2 ** 32,
};
