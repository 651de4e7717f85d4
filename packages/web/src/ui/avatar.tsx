import styles from './avatar.module.css';
import { initialsOf } from './initials.ts';

interface AvatarProps {
  name: string;
  /** Our own people are round; people of other companies are square and dashed. */
  outside: boolean;
  small?: boolean;
}

export function Avatar({ name, outside, small }: AvatarProps) {
  return (
    <span className={styles.avatar} data-outside={outside || undefined} data-small={small} aria-hidden="true">
      {initialsOf(name)}
    </span>
  );
}
