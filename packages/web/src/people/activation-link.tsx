import { Trans, useLingui } from '@lingui/react/macro';
import { CopyField } from '../ui/copy-field.tsx';

/** The link with which a person chooses a password, to be handed over by the admin. */
export function ActivationLink({ name, url }: { name: string; url: string }) {
  const { t } = useLingui();
  return (
    <>
      <p>
        <Trans>Give this link to {name} and to nobody else: it works once, and whoever opens it chooses the password.</Trans>
      </p>
      <CopyField label={t`Activation link`} text={url} />
    </>
  );
}
