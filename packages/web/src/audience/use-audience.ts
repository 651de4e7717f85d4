import { useLingui } from "@lingui/react";
import { useQuery } from "@tanstack/react-query";
import type { Audience, Channel } from "../api/contract.ts";
import { audienceQuery } from "../channel/channel-queries.ts";
import { useMe } from "../session/use-session.ts";
import { type AudienceWords, describeAudience, receivingCompanies } from "./describe-audience.ts";

interface ShownAudience {
  audience: Audience;
  words: AudienceWords;
  /** What a post must carry to prove which audience its author saw; undefined until it is read. */
  tag: string | null | undefined;
}

/** Who sees a channel, in words. */
export function useAudience(channel: Channel): ShownAudience {
  const { i18n } = useLingui();
  const me = useMe();
  const { data } = useQuery(audienceQuery(channel.id));
  const audience = data?.audience ?? channel;
  return { audience, words: describeAudience(i18n, audience, me.company.name), tag: data?.tag };
}

/** The partners who receive a channel's posts, as a list in words; null inside. */
export function usePartnerNames({ companies }: Channel): string | null {
  const { i18n } = useLingui();
  const names = receivingCompanies(companies).filter(({ id }) => id !== "self").map(({ name }) => name);
  return names.length > 0 ? new Intl.ListFormat(i18n.locale, { type: "conjunction" }).format(names) : null;
}
