import type { Post } from '@adjoin/client/resources';
import { useLingui } from '@lingui/react/macro';
import type { Reaction } from '../node/resources.ts';
import { setReaction } from './post-actions.ts';
import styles from './reactions.module.css';

export function Reactions({ post }: { post: Post }) {
  const { t } = useLingui();
  return (
    <ul className={styles.reactions} aria-label={t`Reactions`}>
      {post.reactions.map((reaction) => (
        <li key={reaction.emoji}>
          <ReactionButton post={post} reaction={reaction} />
        </li>
      ))}
    </ul>
  );
}

function ReactionButton({ post, reaction: { emoji, count, mine } }: { post: Post; reaction: Reaction }) {
  const { t } = useLingui();
  return (
    <button
      type="button"
      className={styles.reaction}
      aria-pressed={mine}
      aria-label={t`${emoji}, ${count}`}
      onClick={() => setReaction(post, emoji, !mine)}
    >
      <span>{emoji}</span> {count}
    </button>
  );
}
