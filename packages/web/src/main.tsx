import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import './styles/tokens.css';
import './styles/base.css';
import { App } from './app.tsx';
import { activateLanguage } from './language/activate-language.ts';
import { preferencesStore } from './preferences/preferences.ts';
import { queryClient } from './query-client.ts';

async function start(): Promise<void> {
  await activateLanguage(preferencesStore.get().language);
  preferencesStore.subscribe(() => void activateLanguage(preferencesStore.get().language));
  createRoot(document.getElementById('root')!).render(
    <QueryClientProvider client={queryClient}>
      <I18nProvider i18n={i18n}>
        <App />
      </I18nProvider>
    </QueryClientProvider>,
  );
}

void start();
