import type { Channel } from '@adjoin/client/resources';
import { useLingui } from '@lingui/react';
import { useQuery } from '@tanstack/react-query';
import { audienceQuery } from '../channel/channel-queries.ts';
import type { Company } from '../node/resources.ts';
import { useMe } from '../session/use-session.ts';
import { type AudienceWords, describeAudience, ownFirst, receivingCompanies } from './describe-audience.ts';

interface ShownAudience {
  companies: Company[];
  words: AudienceWords;
  /** Changes with every company or person that comes or goes; undefined until it is read. */
  version: string | undefined;
  /** What a post carries to prove which audience its author saw. */
  tag: string | null;
}

/** Who sees a channel, in words. */
export function useAudience(channel: Channel): ShownAudience {
  const { i18n } = useLingui();
  const me = useMe();
  const { data } = useQuery(audienceQuery(channel.id));
  const companies = data ? ownFirst(data.audience.companies) : receivingCompanies(channel);
  const words = describeAudience(i18n, { perimeter: channel.perimeter, companies }, me.company.name);
  return { companies, words, version: data?.audience.version, tag: data?.tag ?? null };
}

/** The partners who receive a channel's posts, as a list in words; null inside. */
export function usePartnerNames(channel: Channel): string | null {
  const { i18n } = useLingui();
  const names = receivingCompanies(channel)
    .filter(({ id }) => id !== 'self')
    .map(({ name }) => name);
  return names.length > 0 ? new Intl.ListFormat(i18n.locale, { type: 'conjunction' }).format(names) : null;
}
