import type { ReactElement } from 'react';
import styles from './icon.module.css';

/** Drawn on a 20-unit grid with a 1.6 line; decoration only, the words stand beside it. */
const drawings = {
  house: <path d="M3.5 9.5 10 3.8l6.5 5.7M5.2 8.6v7.6h9.6V8.6" />,
  rings: (
    <>
      <circle cx="7.4" cy="10" r="4.4" />
      <circle cx="12.6" cy="10" r="4.4" strokeDasharray="2.4 1.6" />
    </>
  ),
  back: <path d="M12 4.5 6.5 10l5.5 5.5" />,
  close: <path d="m5 5 10 10M15 5 5 15" />,
  plus: <path d="M10 4v12M4 10h12" />,
  reply: <path d="M8 5 3.5 9.5 8 14M3.8 9.5H12a4.5 4.5 0 0 1 4.5 4.5v1.5" />,
  thread: <path d="M4 4v5.5a3 3 0 0 0 3 3h9M12.5 9l3.5 3.5-3.5 3.5" />,
  smile: (
    <>
      <circle cx="10" cy="10" r="6.7" />
      <path d="M7.2 11.8c.6 1 1.6 1.6 2.8 1.6s2.2-.6 2.8-1.6M7.7 7.9v.4M12.3 7.9v.4" />
    </>
  ),
  more: <path d="M4.5 10h.01M10 10h.01M15.5 10h.01" strokeWidth="2.4" />,
  edit: <path d="m4 16 .8-3.3 8-8 2.5 2.5-8 8L4 16Z" />,
  trash: <path d="M4 5.7h12M8 5.5V4h4v1.5M5.5 6l.7 10h7.6l.7-10" />,
  clock: (
    <>
      <circle cx="10" cy="10" r="6.7" />
      <path d="M10 6.3V10l2.5 1.7" />
    </>
  ),
  copied: <path d="m2.5 10.5 3.3 3.3 6.7-7.3M9.2 13.2l.6.6 7.2-7.3" />,
  check: <path d="m4 10.5 4 4 8-9" />,
  people: (
    <>
      <circle cx="7.5" cy="7" r="2.8" />
      <path d="M2.5 16c.4-2.8 2.3-4.5 5-4.5s4.6 1.7 5 4.5M13 4.5a2.7 2.7 0 0 1 0 5M14.5 11.8c1.7.6 2.7 2.1 3 4.2" />
    </>
  ),
  link: <path d="M8.3 11.7a3 3 0 0 0 4.3 0l3-3a3 3 0 0 0-4.3-4.3l-1 1M11.7 8.3a3 3 0 0 0-4.3 0l-3 3a3 3 0 0 0 4.3 4.3l1-1" />,
  alert: <path d="M10 3.2 17.5 16h-15L10 3.2ZM10 8v3.5M10 13.8v.1" />,
  down: <path d="M10 4v12m-5-5 5 5 5-5" />,
  chevron: <path d="m5.5 8 4.5 4.5L14.5 8" />,
  gear: <path d="M3.5 6h7M14.5 6h2M3.5 14h2M9.5 14h7M12.5 4v4M7.5 12v4" />,
} satisfies Record<string, ReactElement>;

export type IconName = keyof typeof drawings;

export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg className={styles.icon} width={size} height={size} viewBox="0 0 20 20" aria-hidden="true">
      {drawings[name]}
    </svg>
  );
}
