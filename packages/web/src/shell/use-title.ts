import { useEffect } from 'react';
import { useStore } from '../store.ts';
import { unreadStore } from './unread.ts';

/** Names the page in the browser's tab, with what arrived unseen. */
export function useTitle(title: string | undefined): void {
  const unread = [...useStore(unreadStore).values()].reduce((sum, count) => sum + count, 0);
  useEffect(() => {
    const name = title ? `${title} – Adjoin` : 'Adjoin';
    document.title = unread > 0 ? `(${unread}) ${name}` : name;
  }, [title, unread]);
}
