import type { PairingLanguage } from '@adjoin/protocol/pairing/words';

const LANGUAGES: readonly PairingLanguage[] = ['en', 'fr'];

/** The language of the pairing words that an Accept-Language field prefers (RFC 9110 §12.5.4); English where it knows neither. */
export function chooseLanguage(acceptLanguage: string | undefined): PairingLanguage {
  let chosen: PairingLanguage = 'en';
  let best = 0;
  for (const range of (acceptLanguage ?? '').split(',')) {
    const [tag = '', weight] = range.trim().toLowerCase().split(/\s*;\s*q=/);
    const quality = weight === undefined ? 1 : Number(weight);
    const language = LANGUAGES.find((known) => tag === known || tag.startsWith(`${known}-`));
    if (language !== undefined && quality > best) {
      chosen = language;
      best = quality;
    }
  }
  return chosen;
}
