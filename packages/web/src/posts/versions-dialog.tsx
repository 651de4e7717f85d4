import type { Post } from '@adjoin/client/resources';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useTimes } from '../language/use-times.ts';
import { MarkdownText } from '../markdown/markdown-text.tsx';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { versionsQuery } from './post-queries.ts';
import styles from './versions-dialog.module.css';

/** What a post said before, newest first. */
export function VersionsDialog({ post, onClose }: { post: Post; onClose: () => void }) {
  const { t } = useLingui();
  const times = useTimes();
  const versions = useQuery(versionsQuery(post.id));
  return (
    <Dialog title={t`History of this post`} onClose={onClose}>
      <ProblemNotice error={versions.error} onRetry={versions.refetch} />
      <ol className={styles.versions}>
        {versions.data?.map(({ version, text, at }) => (
          <li key={version}>
            <p className={styles.head}>
              <strong>
                <Trans>Version {version}</Trans>
              </strong>{' '}
              <time dateTime={at}>{times.moment(at)}</time>
            </p>
            {text === null ? <Trans>Deleted</Trans> : <MarkdownText text={text} />}
          </li>
        ))}
      </ol>
    </Dialog>
  );
}
