import { useLingui } from '@lingui/react/macro';
import { Button } from '../ui/button.tsx';
import { Actions, Dialog } from '../ui/dialog.tsx';
import { ActivationLink } from './activation-link.tsx';

export function ActivationDialog({ name, url, onClose }: { name: string; url: string; onClose: () => void }) {
  const { t } = useLingui();
  return (
    <Dialog title={t`Activation link for ${name}`} onClose={onClose}>
      <ActivationLink name={name} url={url} />
      <Actions>
        <Button look="main" onClick={onClose}>{t`Done`}</Button>
      </Actions>
    </Dialog>
  );
}
