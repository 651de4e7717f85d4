import { useLingui } from '@lingui/react/macro';
import { PreferenceChoices, usePreferenceValues } from '../preferences/preferences-menu.tsx';
import { logOut } from '../session/log-in.ts';
import { useMe } from '../session/use-session.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Icon } from '../ui/icon.tsx';
import { Menu, MenuItem, MenuLine } from '../ui/menu.tsx';
import styles from './sidebar.module.css';

export function PersonMenu() {
  const { t } = useLingui();
  const me = useMe();
  const button = (
    <button type="button" className={styles.person}>
      <Avatar name={me.name} outside={false} small />
      <span className={styles.personName}>{me.name}</span>
      <Icon name="chevron" size={16} />
    </button>
  );
  return (
    <Menu button={button} label={t`You and your preferences`} {...usePreferenceValues()}>
      <PreferenceChoices writing />
      <MenuLine />
      <MenuItem onSelect={logOut}>{t`Log out`}</MenuItem>
    </Menu>
  );
}
