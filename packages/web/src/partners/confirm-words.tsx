import { Trans, useLingui } from "@lingui/react/macro";
import { useMutation } from "@tanstack/react-query";
import { answerOf, api } from "../api/client.ts";
import type { Partner } from "../api/contract.ts";
import { ProblemNotice } from "../problems/problem-notice.tsx";
import { queryClient } from "../query-client.ts";
import { Button } from "../ui/button.tsx";
import { Form } from "../ui/form.tsx";
import { Icon } from "../ui/icon.tsx";
import { TextField } from "../ui/text-field.tsx";
import styles from "./confirm-words.module.css";

async function confirmWords(id: string, words: string[]): Promise<void> {
  const partner = await answerOf(api.POST("/v1/partners/{id}/confirmations", { params: { path: { id } }, body: { words } }));
  queryClient.setQueryData(["partners", id], partner);
  await queryClient.invalidateQueries({ queryKey: ["partners"], exact: true });
}

/** The step that makes a partnership safe: both admins compare six words by voice. */
export function ConfirmWords({ partner }: { partner: Partner }) {
  const { t } = useLingui();
  const { name, words, sentence, confirm_positions: positions } = partner;
  if (!words) return <p><Trans>Waiting for {name} to answer. The six words appear here.</Trans></p>;
  return (
    <section className={styles.confirm}>
      <h2><Trans>Compare these six words with {name}</Trans></h2>
      <p>
        <Trans>
          Call somebody you know at {name}, on a number you already have. Read the words to each other. If a single one
          differs, somebody is between you: end the partnership.
        </Trans>
      </p>
      <ol className={styles.words} aria-label={t`The six words`}>
        {words.map((word, index) => (
          <li key={index}>
            <span aria-hidden="true">{index + 1}</span> {word}
          </li>
        ))}
      </ol>
      {sentence && <p className={styles.sentence}>{sentence}</p>}
      {partner.confirmed_by_us_at ? <Confirmed name={name} /> : <TypeBack partner={partner} positions={positions} />}
    </section>
  );
}

function TypeBack({ partner, positions }: { partner: Partner; positions: number[] }) {
  const { t } = useLingui();
  const confirm = useMutation({
    mutationFn: (fields: Record<string, string>) =>
      confirmWords(partner.id, positions.map((position) => (fields[`word-${position}`] ?? "").trim().toLowerCase())),
  });
  return (
    <Form onSubmit={confirm.mutate}>
      <p><Trans>When they agree, type two of them as you heard them:</Trans></p>
      <div className={styles.fields}>
        {positions.map((position) => (
          <TextField key={position} label={t`Word ${position}`} name={`word-${position}`} required autoComplete="off" autoCapitalize="none" spellCheck={false} />
        ))}
        <Button type="submit" look="main" busy={confirm.isPending}>{t`The words agree`}</Button>
      </div>
      <ProblemNotice error={confirm.error} />
    </Form>
  );
}

function Confirmed({ name }: { name: string }) {
  return (
    <p className={styles.confirmed} role="status">
      <Icon name="check" /> <Trans>You have confirmed. The partnership becomes active when {name} has confirmed too.</Trans>
    </p>
  );
}
