import canonicalize from 'canonicalize';

/**
 * The RFC 8785 form of a JSON value: one text for all equal values. Throws on what JSON cannot say
 * (undefined, NaN, halves of characters, cycles); such a value is a bug, not a message.
 */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('Only JSON values have a canonical form.');
  return text;
}
