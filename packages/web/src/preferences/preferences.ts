import { createStore } from '../store.ts';

interface Preferences {
  theme: 'system' | 'light' | 'dark';
  language: 'system' | 'en' | 'fr';
  /** Whether Enter sends a post; otherwise Ctrl or Cmd with Enter does. */
  enterSends: boolean;
}

const key = 'adjoin.preferences';
const defaults: Preferences = { theme: 'system', language: 'system', enterSends: false };

function readPreferences(): Preferences {
  try {
    return { ...defaults, ...(JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Preferences>) };
  } catch {
    return defaults;
  }
}

export const preferencesStore = createStore(readPreferences());

export function changePreferences(change: Partial<Preferences>): void {
  const next = { ...preferencesStore.get(), ...change };
  preferencesStore.set(next);
  localStorage.setItem(key, JSON.stringify(next));
  if (next.theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = next.theme;
}
