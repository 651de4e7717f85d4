import type { Channel } from '@adjoin/client/resources';
import { Trans, useLingui } from '@lingui/react/macro';
import { type FormEvent, type KeyboardEvent, useId, useState } from 'react';
import { useAudience } from '../audience/use-audience.ts';
import { PerimeterIcon } from '../perimeter/perimeter-icon.tsx';
import { preferencesStore } from '../preferences/preferences.ts';
import { describeProblem } from '../problems/describe-problem.ts';
import { problemOf } from '../problems/problem-of.ts';
import { useStore } from '../store.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import styles from './composer.module.css';
import type { Draft } from './draft-store.ts';
import { drafts } from './drafts.ts';
import { useSeenAudience } from './use-seen-audience.ts';
import { useSending } from './use-sending.ts';

interface ComposerProps {
  channel: Channel;
  /** Where the draft is kept: the channel or the thread. */
  place: string;
  inReplyTo?: string;
  autoFocus?: boolean;
}

/** Where posts are written, or why none can be. */
export function Composer(props: ComposerProps) {
  return props.channel.state === 'active' ? <OpenComposer {...props} /> : <ClosedComposer channel={props.channel} />;
}

function ClosedComposer({ channel: { state, host } }: { channel: Channel }) {
  return (
    <div className={styles.composer}>
      <Notice kind="note">
        {state === 'joining' ? (
          <Trans>Waiting for the node of {host.name} to confirm that your company is in. Then you can write here.</Trans>
        ) : (
          <Trans>Your company is no longer in this channel. Your copy stays readable.</Trans>
        )}
      </Notice>
    </div>
  );
}

/** The state of one composer: its draft, what is being sent, and the audience its author saw. */
function useComposer({ channel, place, inReplyTo }: ComposerProps) {
  const [text, setText] = useState(() => drafts.restore(place).text);
  const { words, version, tag } = useAudience(channel);
  const sending = useSending({ place, onReturned: setText });
  const writing = text.trim() !== '';
  const seen = useSeenAudience({ version: channel.perimeter === 'shared' ? version : '', tag }, writing);
  const ready = writing && !seen.changed;
  return {
    text,
    words,
    ready,
    sending,
    changed: seen.changed,
    acknowledge: () => {
      seen.acknowledge();
      sending.clearError();
    },
    write: (next: string) => {
      setText(next);
      drafts.write(place, next);
    },
    send: () => {
      if (!ready) return;
      sending.sendDraft({ channel, inReplyTo, tag: seen.seenTag });
      setText('');
    },
  };
}

/** Says who will see a post before it is sent, and keeps its text until it is. */
function OpenComposer(props: ComposerProps) {
  const { t } = useLingui();
  const { channel, inReplyTo, autoFocus = false } = props;
  const sentenceId = useId();
  const { text, words, ready, sending, changed, acknowledge, write, send } = useComposer(props);
  const label = inReplyTo ? t`Reply` : t`Post to ${channel.name}`;

  function submit(event: FormEvent): void {
    event.preventDefault();
    send();
  }

  return (
    <form className={styles.composer} data-perimeter={channel.perimeter} onSubmit={submit}>
      <Waiting drafts={sending.waiting} />
      {sending.error !== null && !changed && <NotSent error={sending.error} />}
      {changed && <AudienceChanged sentence={words.sentence} onSeen={acknowledge} />}
      <div className={styles.box}>
        <p id={sentenceId} className={styles.sentence}>
          <PerimeterIcon perimeter={channel.perimeter} size={16} />
          {words.sentence}
        </p>
        <Writing text={text} onWrite={write} onSend={send} label={label} describedBy={sentenceId} autoFocus={autoFocus} />
        <div className={styles.row}>
          <Hint />
          <Button type="submit" look="send" aria-disabled={!ready}>
            {inReplyTo ? words.reply : words.send}
          </Button>
        </div>
      </div>
    </form>
  );
}

function Waiting({ drafts: waiting }: { drafts: Draft[] }) {
  return waiting.map(({ key, text }) => (
    <p key={key} className={styles.waiting}>
      <Trans>Sending…</Trans> {text}
    </p>
  ));
}

interface WritingProps {
  text: string;
  onWrite: (text: string) => void;
  onSend: () => void;
  label: string;
  describedBy: string;
  autoFocus: boolean;
}

function Writing({ text, onWrite, onSend, label, describedBy, autoFocus }: WritingProps) {
  const { enterSends } = useStore(preferencesStore);

  function onKeyDown(event: KeyboardEvent): void {
    // While an input method composes a word, Enter belongs to it.
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    if (event.ctrlKey || event.metaKey || (enterSends && !event.shiftKey)) {
      event.preventDefault();
      onSend();
    }
  }

  return (
    <textarea
      className={styles.text}
      rows={2}
      autoFocus={autoFocus}
      value={text}
      placeholder={label}
      aria-label={label}
      aria-describedby={describedBy}
      onChange={(event) => onWrite(event.target.value)}
      onKeyDown={onKeyDown}
    />
  );
}

function Hint() {
  const { t } = useLingui();
  const { enterSends } = useStore(preferencesStore);
  const modifier = /Mac|iP(hone|ad)/.test(navigator.platform) ? '⌘' : t`Ctrl`;
  return (
    <p className={styles.hint}>
      {enterSends ? t`Enter sends, Shift + Enter begins a line` : t`${modifier} + Enter sends`} · <Trans>Markdown</Trans>
    </p>
  );
}

function NotSent({ error }: { error: unknown }) {
  const { i18n } = useLingui();
  return (
    <Notice kind="failure">
      <p>
        <strong>
          <Trans>Not sent. Your text is back in the box.</Trans>
        </strong>{' '}
        {describeProblem(i18n, problemOf(error))}
      </p>
    </Notice>
  );
}

function AudienceChanged({ sentence, onSeen }: { sentence: string; onSeen: () => void }) {
  return (
    <Notice
      kind="failure"
      action={
        <Button onClick={onSeen}>
          <Trans>I have seen it</Trans>
        </Button>
      }
    >
      <p>
        <strong>
          <Trans>Who sees this has changed while you were writing.</Trans>
        </strong>{' '}
        {sentence}
      </p>
    </Notice>
  );
}
