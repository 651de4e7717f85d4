import { type FocusEvent, type KeyboardEvent, useState } from 'react';

const steps: Record<string, (index: number, last: number) => number> = {
  ArrowUp: (index) => Math.max(0, index - 1),
  ArrowDown: (index, last) => Math.min(last, index + 1),
  Home: () => 0,
  End: (_, last) => last,
};

/**
 * One stop for Tab in a list of posts; the arrow keys go from post to post, Tab goes on into the
 * actions of the one that has the focus.
 */
export function useArrowKeys(newest: string | undefined) {
  const [chosen, setChosen] = useState<string>();

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const step = steps[event.key];
    if (!step || !(event.target as HTMLElement).matches('article')) return;
    const posts = [...event.currentTarget.querySelectorAll<HTMLElement>('article')];
    const next = posts[step(posts.indexOf(event.target as HTMLElement), posts.length - 1)];
    event.preventDefault();
    next?.focus();
  }

  function onFocus(event: FocusEvent<HTMLElement>): void {
    const post = event.target.closest('article')?.dataset.post;
    if (post) setChosen(post);
  }

  return { active: chosen ?? newest, listProps: { onKeyDown, onFocus } };
}
