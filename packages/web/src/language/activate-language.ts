import { i18n } from '@lingui/core';
import { chooseLanguage, type Language, localeFor } from './choose-language.ts';

const catalogs = {
  en: () => import('./en.po'),
  fr: () => import('./fr.po'),
};

/** Loads a language's messages and shows them; `system` follows the browser. */
export async function activateLanguage(preferred: Language | 'system'): Promise<void> {
  const language = preferred === 'system' ? chooseLanguage(navigator.languages) : preferred;
  const { messages } = await catalogs[language]();
  document.documentElement.lang = language;
  i18n.loadAndActivate({ locale: language, locales: [localeFor(language, navigator.languages)], messages });
}
