interface SentencePart {
  text: string;
  /** Counted from 1 for the six words that are compared; null for what stands between them. */
  position: number | null;
}

/** Finds the words that are compared in the sentence they make up. */
export function markWords(sentence: string, words: readonly string[]): SentencePart[] {
  const parts: SentencePart[] = [];
  let rest = sentence;
  for (const [index, word] of words.entries()) {
    const at = rest.indexOf(word);
    if (at === -1) return words.map((text, place) => ({ text, position: place + 1 }));
    if (at > 0) parts.push({ text: rest.slice(0, at), position: null });
    parts.push({ text: word, position: index + 1 });
    rest = rest.slice(at + word.length);
  }
  return rest === '' ? parts : [...parts, { text: rest, position: null }];
}
