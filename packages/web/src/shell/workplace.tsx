import { Trans } from '@lingui/react/macro';
import { lazy, Suspense } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import { ChannelPage } from '../channel/channel-page.tsx';
import { useMe } from '../session/use-session.ts';
import { ConnectionBanner } from './connection-banner.tsx';
import { HomePage } from './home-page.tsx';
import { Sidebar } from './sidebar.tsx';
import { useEvents } from './use-events.ts';
import { useIsWide } from './wide.ts';
import styles from './workplace.module.css';

const PartnersPage = lazy(() => import('../partners/partners-page.tsx').then((m) => ({ default: m.PartnersPage })));
const PartnerPage = lazy(() => import('../partners/partner-page.tsx').then((m) => ({ default: m.PartnerPage })));
const PeoplePage = lazy(() => import('../people/people-page.tsx').then((m) => ({ default: m.PeoplePage })));
const OfferPage = lazy(() => import('../partners/offer-page.tsx').then((m) => ({ default: m.OfferPage })));

/** Everything behind the log-in: channels at the left, what is open beside them. */
export function Workplace() {
  const me = useMe();
  const [path] = useLocation();
  const listAlone = !useIsWide() && path === '/';
  const List = listAlone ? 'main' : 'div';
  useEvents(me.id);
  return (
    <div className={styles.workplace} data-view={path === '/' ? 'list' : 'content'}>
      <a href="#content" className={styles.skip}>
        <Trans>Skip to the content</Trans>
      </a>
      <ConnectionBanner />
      <List className={styles.sidebar}>
        <Sidebar alone={listAlone} />
      </List>
      <main id="content" className={styles.content} tabIndex={-1}>
        <Suspense fallback={null}>
          <Pages />
        </Suspense>
      </main>
    </div>
  );
}

function Pages() {
  return (
    <Switch>
      <Route path="/" component={HomePage} />
      <Route path="/channels/:id/threads/:root">
        {({ id, root }) => <ChannelPage key={id} id={id} aside={{ kind: 'thread', root }} />}
      </Route>
      <Route path="/channels/:id/audience">{({ id }) => <ChannelPage key={id} id={id} aside={{ kind: 'audience' }} />}</Route>
      <Route path="/channels/:id">{({ id }) => <ChannelPage key={id} id={id} aside={null} />}</Route>
      <Route path="/people" component={PeoplePage} />
      <Route path="/partners" component={PartnersPage} />
      <Route path="/partners/:id">{({ id }) => <PartnerPage key={id} id={id} />}</Route>
      <Route path="/offers/:id">{({ id }) => <OfferPage key={id} id={id} />}</Route>
      <Route component={HomePage} />
    </Switch>
  );
}
