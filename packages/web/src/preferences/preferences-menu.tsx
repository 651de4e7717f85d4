import { useLingui } from '@lingui/react/macro';
import type { ReactElement } from 'react';
import { useStore } from '../store.ts';
import { IconButton } from '../ui/button.tsx';
import { Menu, MenuChoice, MenuToggle } from '../ui/menu.tsx';
import { changePreferences, preferencesStore } from './preferences.ts';

/** Theme and language; with `writing`, also how posts are sent. */
export function PreferenceChoices({ writing }: { writing?: boolean }) {
  const { t } = useLingui();
  return (
    <>
      <MenuChoice
        label={t`Theme`}
        name="theme"
        choices={[
          { value: 'system', text: t`As the system` },
          { value: 'light', text: t`Light` },
          { value: 'dark', text: t`Dark` },
        ]}
      />
      <MenuChoice
        label={t`Language`}
        name="language"
        choices={[
          { value: 'system', text: t`As the browser` },
          { value: 'en', text: 'English' },
          { value: 'fr', text: 'Français' },
        ]}
      />
      {writing && <MenuToggle name="enterSends">{t`Enter sends`}</MenuToggle>}
    </>
  );
}

/** What a menu needs to show and change preferences. */
export function usePreferenceValues() {
  const values = useStore(preferencesStore);
  return {
    values: { ...values },
    onValues: (next: Record<string, string | boolean>) => changePreferences(next),
  };
}

export function PreferencesMenu({ button }: { button?: ReactElement }) {
  const { t } = useLingui();
  const label = t`Theme and language`;
  return (
    <Menu button={button ?? <IconButton icon="gear" label={label} />} label={label} {...usePreferenceValues()}>
      <PreferenceChoices />
    </Menu>
  );
}
