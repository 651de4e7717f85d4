const BLOCK_SIZES = [1, 4, 16, 64, 256] as const;
const LARGEST = 256;

/**
 * Cuts ids into blocks for `id in (…)`, each filled up to one of a few sizes with its last id again, which such a
 * condition does not mind. Few sizes mean few distinct statements, so that each stays prepared.
 */
export function* inPaddedBlocks<T>(ids: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < ids.length; start += LARGEST) {
    const block = ids.slice(start, start + LARGEST);
    const size = BLOCK_SIZES.find((fitting) => fitting >= block.length) ?? LARGEST;
    yield [...block, ...Array.from({ length: size - block.length }, () => block.at(-1) as T)];
  }
}
