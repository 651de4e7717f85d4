import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The specification's folder, with a slash at its end. */
export const SPEC = fileURLToPath(new URL('../../protocol-spec/', import.meta.url));

export function readSpec(path: string): string {
  return readFileSync(SPEC + path, 'utf8');
}

/** A file of vectors. */
export function readVectors(name: string): unknown {
  return JSON.parse(readSpec(`vectors/${name}.json`));
}

/** The name of a test for a vector: `[LOG-9] refuses another payload`. */
export function titled<V extends { readonly rule: string; readonly name: string }>(vectors: readonly V[], verb: string): [title: string, vector: V][] {
  return vectors.map((vector) => [`[${vector.rule}] ${verb} ${vector.name}`, vector]);
}
