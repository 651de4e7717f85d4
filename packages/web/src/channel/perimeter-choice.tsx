import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { Perimeter } from '../node/resources.ts';
import { PerimeterIcon } from '../perimeter/perimeter-icon.tsx';
import { useMe } from '../session/use-session.ts';
import styles from './perimeter-choice.module.css';

/** Inside or shared: the one question that decides who may ever see a channel. */
export function PerimeterChoice({ chosen, onChange }: { chosen: Perimeter; onChange: (perimeter: Perimeter) => void }) {
  const { t } = useLingui();
  const me = useMe();
  const company = me.company.name;
  const option = (perimeter: Perimeter, word: string, meaning: ReactNode) => (
    <label className={styles.option} data-perimeter={perimeter}>
      <input type="radio" name="perimeter" value={perimeter} checked={chosen === perimeter} onChange={() => onChange(perimeter)} />
      <PerimeterIcon perimeter={perimeter} />
      <span>
        <strong>{word}</strong>
        <span className={styles.meaning}>{meaning}</span>
      </span>
    </label>
  );
  return (
    <fieldset className={styles.choice}>
      <legend>{t`Who may see it`}</legend>
      {option('internal', t`Inside ${company} only`, <Trans>Never leaves. This cannot be changed later.</Trans>)}
      {option('shared', t`Shared with partners`, <Trans>For partners that you ask to join, one by one.</Trans>)}
    </fieldset>
  );
}
