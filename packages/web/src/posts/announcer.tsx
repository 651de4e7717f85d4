import { useLingui } from '@lingui/react/macro';
import { arrivedStore } from '../shell/use-events.ts';
import { useStore } from '../store.ts';
import { OnlySpoken } from '../ui/only-spoken.tsx';

const longestSpoken = 300;

/** Reads new posts of a channel out to screen readers as they arrive. */
export function Announcer({ channelId }: { channelId: string }) {
  const { t } = useLingui();
  const post = useStore(arrivedStore);
  const here = post?.channel_id === channelId && post.text !== null;
  const { name = '', company = { name: '' } } = post?.author ?? {};
  const text = post?.text?.slice(0, longestSpoken) ?? '';
  return <OnlySpoken aria-live="polite">{here ? t`${name}, ${company.name}: ${text}` : ''}</OnlySpoken>;
}
