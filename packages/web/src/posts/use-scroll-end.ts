import { useRef, useState } from 'react';

const nearPx = 80;

/** Whether an upside-down scroller shows its end, where the newest post is. */
export function useScrollEnd() {
  const scroller = useRef<HTMLDivElement>(null);
  const [atEnd, setAtEnd] = useState(true);
  return {
    scroller,
    atEnd,
    onScroll: () => setAtEnd(Math.abs(scroller.current?.scrollTop ?? 0) < nearPx),
    scrollToEnd: () => scroller.current?.scrollTo({ top: 0 }),
  };
}
