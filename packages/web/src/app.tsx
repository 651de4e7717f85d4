import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { lazy, Suspense, useEffect } from 'react';
import { Route, Switch } from 'wouter';
import { LogInPage } from './entry/log-in-page.tsx';
import { OpeningPage } from './entry/opening-page.tsx';
import { sessionStore } from './node/session-store.ts';
import { resumeSession } from './session/log-in.ts';
import { Workplace } from './shell/workplace.tsx';
import { useStore } from './store.ts';

const SetUpPage = lazy(() => import('./entry/set-up-page.tsx').then((m) => ({ default: m.SetUpPage })));
const ActivatePage = lazy(() => import('./entry/activate-page.tsx').then((m) => ({ default: m.ActivatePage })));

export function App() {
  const { i18n } = useLingui();
  return (
    <Suspense key={i18n.locale} fallback={null}>
      <Switch>
        <Route path="/setup" component={SetUpPage} />
        <Route path="/activate" component={ActivatePage} />
        <Route component={Door} />
      </Switch>
    </Suspense>
  );
}

/** Whoever has no session logs in first, at the address they came for. */
function Door() {
  const session = useStore(sessionStore);
  const { mutate: resume, error } = useMutation({ mutationFn: resumeSession });
  useEffect(() => {
    if (sessionStore.get().kind === 'unknown') resume();
  }, [resume]);
  if (session.kind === 'in') return <Workplace />;
  if (session.kind === 'out') return <LogInPage />;
  return <OpeningPage error={error} onRetry={resume} />;
}
