import { useLingui } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import { Button } from './button.tsx';
import styles from './copy-field.module.css';

/** A text to hand to somebody else, with a button that copies it. */
export function CopyField({ label, text }: { label: string; text: string }) {
  const { t } = useLingui();
  const [copied, setCopied] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);

  async function copy(): Promise<void> {
    field.current?.select();
    // Without a secure context there is no clipboard: the selection is left for Ctrl+C.
    await navigator.clipboard?.writeText(text).then(
      () => setCopied(true),
      () => undefined,
    );
  }

  return (
    <div className={styles.copy}>
      <textarea ref={field} readOnly rows={3} value={text} aria-label={label} onFocus={(event) => event.target.select()} />
      <Button icon={copied ? 'check' : 'link'} onClick={copy}>
        {copied ? t`Copied` : t`Copy`}
      </Button>
      <span className={styles.status} role="status">
        {copied ? t`Copied` : ''}
      </span>
    </div>
  );
}
