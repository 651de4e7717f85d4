import type { Partner } from '@adjoin/client/resources';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import type { Language } from '../language/choose-language.ts';
import { client } from '../node/client.ts';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import { queryClient } from '../query-client.ts';
import { Button } from '../ui/button.tsx';
import { Form } from '../ui/form.tsx';
import { Icon } from '../ui/icon.tsx';
import { TextField } from '../ui/text-field.tsx';
import styles from './confirm-words.module.css';
import { markWords } from './mark-words.ts';

interface ConfirmWordsProps {
  partner: Partner;
  /** Of the sentence. */
  language: Language;
  onLanguage: (language: Language) => void;
}

async function confirmWords(id: string, [first = '', second = '']: string[], language: Language): Promise<void> {
  const params = { path: { id }, query: { language } };
  const partner = await client.post('/v1/partners/{id}/confirmations', { params, body: { words: [first, second] } });
  queryClient.setQueryData(['partners', id, language], partner);
  await queryClient.invalidateQueries({ queryKey: ['partners'], exact: true });
}

/** The step that makes a partnership safe: both admins compare a sentence by voice. */
export function ConfirmWords({ partner, language, onLanguage }: ConfirmWordsProps) {
  const { name, words, sentence = '' } = partner;
  if (!words) {
    return (
      <p>
        <Trans>Waiting for {name} to answer. The six words appear here.</Trans>
      </p>
    );
  }
  return (
    <section className={styles.confirm}>
      <h2>
        <Trans>Compare this sentence with {name}</Trans>
      </h2>
      <p>
        <Trans>
          Call somebody you know at {name}, on a number you already have. Read the sentence to each other. If a single word differs,
          somebody is between you: end the partnership.
        </Trans>
      </p>
      <p className={styles.sentence} lang={language}>
        {markWords(sentence, words).map(({ text, position }, index) =>
          position === null ? text : <Word key={index} text={text} position={position} />,
        )}
      </p>
      <OtherLanguage language={language} onLanguage={onLanguage} />
      {partner.confirmed_by_us_at ? <Confirmed name={name} /> : <TypeBack partner={partner} language={language} />}
    </section>
  );
}

function Word({ text, position }: { text: string; position: number }) {
  return (
    <strong className={styles.word}>
      <span>{position}</span>
      {text}
    </strong>
  );
}

/** Both must read the same language aloud, whatever each has chosen for the rest of the app. */
function OtherLanguage({ language, onLanguage }: { language: Language; onLanguage: (language: Language) => void }) {
  const other = language === 'en' ? 'fr' : 'en';
  return (
    <div className={styles.language}>
      <Button onClick={() => onLanguage(other)}>
        {other === 'fr' ? <Trans>Read it in French</Trans> : <Trans>Read it in English</Trans>}
      </Button>
    </div>
  );
}

function TypeBack({ partner, language }: { partner: Partner; language: Language }) {
  const { t } = useLingui();
  const positions = partner.confirm_positions;
  const confirm = useMutation({
    mutationFn: (fields: Record<string, string>) => {
      const words = positions.map((position) => (fields[`word-${position}`] ?? '').trim().toLowerCase());
      return confirmWords(partner.id, words, language);
    },
    // Too many wrong attempts end the pairing.
    onError: () => queryClient.invalidateQueries({ queryKey: ['partners'] }),
  });
  return (
    <Form onSubmit={confirm.mutate}>
      <p>
        <Trans>When they agree, type two of them as you heard them:</Trans>
      </p>
      <div className={styles.fields}>
        {positions.map((position) => (
          <TextField
            key={position}
            label={t`Word ${position}`}
            name={`word-${position}`}
            required
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
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
