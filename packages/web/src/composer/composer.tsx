import { Trans, useLingui } from "@lingui/react/macro";
import { type KeyboardEvent, useId, useState } from "react";
import type { Channel } from "../api/contract.ts";
import { problemOf } from "../api/problem.ts";
import { useAudience } from "../audience/use-audience.ts";
import { PerimeterIcon } from "../perimeter/perimeter-icon.tsx";
import { preferencesStore } from "../preferences/preferences.ts";
import { describeProblem } from "../problems/describe-problem.ts";
import { useStore } from "../store.ts";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import styles from "./composer.module.css";
import { drafts } from "./drafts.ts";
import { useSeenAudience } from "./use-seen-audience.ts";
import { useSending } from "./use-sending.ts";

interface ComposerProps {
  channel: Channel;
  /** Where the draft is kept: the channel or the thread. */
  place: string;
  inReplyTo?: string;
}

/** Where a post is written. Says who will see it before it is sent, and keeps it until it is. */
export function Composer({ channel, place, inReplyTo }: ComposerProps) {
  const { t } = useLingui();
  const sentenceId = useId();
  const [text, setText] = useState(() => drafts.restore(place).text);
  const { words, tag } = useAudience(channel);
  const sending = useSending({ place, onReturned: setText });
  const writing = text.trim() !== "";
  const seen = useSeenAudience(channel.perimeter === "shared" ? tag : null, writing);

  function write(next: string): void {
    setText(next);
    drafts.write(place, next);
  }
  function send(): void {
    if (!writing || seen.changed) return;
    sending.sendDraft({ channel, inReplyTo, tag: seen.seenTag });
    setText("");
  }

  const label = inReplyTo ? words.reply : words.send;
  return (
    <form className={styles.composer} data-perimeter={channel.perimeter} onSubmit={(event) => { event.preventDefault(); send(); }}>
      {sending.waiting.map(({ key, text: waiting }) => <p key={key} className={styles.waiting}><Trans>Sending…</Trans> {waiting}</p>)}
      {sending.error !== null && !seen.changed && <NotSent error={sending.error} />}
      {seen.changed && <AudienceChanged sentence={words.sentence} onSeen={() => { seen.acknowledge(); sending.clearError(); }} />}
      <div className={styles.box}>
        <p id={sentenceId} className={styles.sentence}>
          <PerimeterIcon perimeter={channel.perimeter} size={16} />
          {words.sentence}
        </p>
        <Writing text={text} onWrite={write} onSend={send} label={inReplyTo ? t`Reply` : t`Post to ${channel.name}`} describedBy={sentenceId} />
        <div className={styles.row}>
          <Hint />
          <Button type="submit" look="send" aria-disabled={!writing || seen.changed}>{label}</Button>
        </div>
      </div>
    </form>
  );
}

interface WritingProps {
  text: string;
  onWrite: (text: string) => void;
  onSend: () => void;
  label: string;
  describedBy: string;
}

function Writing({ text, onWrite, onSend, label, describedBy }: WritingProps) {
  const { enterSends } = useStore(preferencesStore);

  function onKeyDown(event: KeyboardEvent): void {
    // While an input method composes a word, Enter belongs to it.
    if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
    if (event.ctrlKey || event.metaKey || (enterSends && !event.shiftKey)) {
      event.preventDefault();
      onSend();
    }
  }

  return (
    <textarea
      className={styles.text}
      rows={2}
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
  const modifier = /Mac|iP(hone|ad)/.test(navigator.platform) ? "⌘" : t`Ctrl`;
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
        <strong><Trans>Not sent. Your text is back in the box.</Trans></strong> {describeProblem(i18n, problemOf(error))}
      </p>
    </Notice>
  );
}

function AudienceChanged({ sentence, onSeen }: { sentence: string; onSeen: () => void }) {
  return (
    <Notice kind="failure" action={<Button onClick={onSeen}><Trans>I have seen it</Trans></Button>}>
      <p>
        <strong><Trans>Who sees this has changed while you were writing.</Trans></strong> {sentence}
      </p>
    </Notice>
  );
}
