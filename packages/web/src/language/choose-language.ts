export type Language = 'en' | 'fr';

function speaks(tag: string, language: Language): boolean {
  return tag.toLowerCase().split('-')[0] === language;
}

/** The first of the reader's languages that we speak. */
export function chooseLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    if (speaks(tag, 'en')) return 'en';
    if (speaks(tag, 'fr')) return 'fr';
  }
  return 'en';
}

/** The reader's own variant of a language, which decides how times and dates are written. */
export function localeFor(language: Language, wanted: readonly string[]): string {
  const own = wanted.find((tag) => speaks(tag, language) && tag.includes('-'));
  return own ?? { en: 'en-GB', fr: 'fr-FR' }[language];
}
