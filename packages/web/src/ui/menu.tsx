import {
  Menu as AriaMenu,
  MenuButton,
  MenuGroup,
  MenuGroupLabel,
  MenuItem as AriaMenuItem,
  MenuItemCheckbox,
  MenuItemRadio,
  MenuProvider,
} from '@ariakit/react/menu';
import type { ReactElement, ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';
import styles from './menu.module.css';

type Values = Record<string, string | boolean>;

interface MenuProps {
  /** The element that opens the menu. */
  button: ReactElement;
  children: ReactNode;
  label?: string;
  values?: Values;
  onValues?: (values: Values) => void;
}

export function Menu({ button, children, label, values, onValues }: MenuProps) {
  const state = values && onValues ? { values, setValues: onValues } : {};
  return (
    <MenuProvider {...state}>
      <MenuButton render={button} />
      <AriaMenu fixed gutter={6} className={styles.menu} aria-label={label} unmountOnHide>
        {children}
      </AriaMenu>
    </MenuProvider>
  );
}

export function MenuItem({ icon, children, onSelect }: { icon?: IconName; children: ReactNode; onSelect: () => void }) {
  return (
    <AriaMenuItem className={styles.item} onClick={onSelect}>
      <span className={styles.mark}>{icon && <Icon name={icon} size={18} />}</span>
      {children}
    </AriaMenuItem>
  );
}

interface MenuChoiceProps {
  label: string;
  name: string;
  choices: { value: string; text: string }[];
}

export function MenuChoice({ label, name, choices }: MenuChoiceProps) {
  return (
    <MenuGroup className={styles.group}>
      <MenuGroupLabel className={styles.groupLabel}>{label}</MenuGroupLabel>
      {choices.map(({ value, text }) => (
        <MenuItemRadio key={value} className={styles.item} name={name} value={value}>
          <span className={styles.mark} data-check>
            <Icon name="check" size={18} />
          </span>
          {text}
        </MenuItemRadio>
      ))}
    </MenuGroup>
  );
}

export function MenuToggle({ name, children }: { name: string; children: ReactNode }) {
  return (
    <MenuItemCheckbox className={styles.item} name={name}>
      <span className={styles.mark} data-check>
        <Icon name="check" size={18} />
      </span>
      {children}
    </MenuItemCheckbox>
  );
}

export function MenuLine() {
  return <hr className={styles.line} />;
}
