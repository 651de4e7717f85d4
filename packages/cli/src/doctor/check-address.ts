import type { AnswerOf } from '@adjoin/client/client';
import { lookAtCertificate } from '../connection/certificate.ts';
import { pinOf } from '../connection/pin.ts';
import type { Finding } from './finding.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Public certificates live 90 days or less and are renewed a month before their end. */
const MIN_CERTIFICATE_LIFE_MS = 14 * DAY_MS;
/** Nodes take each other's requests within a minute; half of that is time to worry. */
const MAX_CLOCK_DIFFERENCE_MS = 30_000;

type NodeInfo = AnswerOf<'/v1/node', 'get'>;
type Address = { readonly url: string; readonly pin: string | undefined; readonly hasPartners: boolean; readonly node: NodeInfo };

/** The node's address and certificate, as partners see them. */
export async function checkAddress({ url, pin, node, hasPartners }: Address): Promise<Finding[]> {
  const { hostname, protocol } = new URL(node.public_url);
  const isLocal = /^(localhost|127\.|\[::1\])/.test(hostname);
  const reach: Finding = { check: `Partners can know the node by ${node.public_url}` };
  const findings: Finding[] = [
    isLocal && hasPartners ? { ...reach, problem: `The node tells partners to reach it at ${node.public_url}, which leads each machine to itself`, fix: 'Set ADJOIN_PUBLIC_URL to its name in the network, and restart: adjoin serve' } : reach,
    protocol === 'https:' ? { check: 'The node speaks HTTPS' } : { check: 'The node speaks HTTPS', problem: `${node.public_url} is not encrypted`, fix: 'Set ADJOIN_TLS=self-signed, or put a proxy with a certificate in front and give its address as ADJOIN_PUBLIC_URL' },
  ];
  return url.startsWith('https:') ? [...findings, await checkCertificate(url, pin)] : findings;
}

async function checkCertificate(url: string, pin: string | undefined): Promise<Finding> {
  const { certificate, distrust } = await lookAtCertificate(url);
  const until = certificate.validToDate;
  const check = `The certificate is good until ${until.toISOString().slice(0, 10)}`;
  // A pinned certificate is known in itself: partners do not mind its dates.
  if (pin !== undefined && pinOf(certificate) === pin) return { check: 'The certificate is the pinned one' };
  if (distrust !== undefined) return { check, problem: `No public authority vouches for the certificate (${distrust})`, fix: 'Renew it, or let the node make its own: ADJOIN_TLS=self-signed' };
  if (until.getTime() - Date.now() > MIN_CERTIFICATE_LIFE_MS) return { check };
  return { check, problem: `The certificate ends on ${until.toISOString().slice(0, 10)}`, fix: 'Renew it, for instance with: certbot renew. Then restart: adjoin serve' };
}

/** Do the node's clock and this machine's agree? A node whose clock is wrong is refused by its partners. */
export function checkClock({ date, askedAt, answeredAt }: { date: string | null; askedAt: number; answeredAt: number }): Finding {
  const check = "The node's clock agrees with this machine's";
  const theirs = date === null ? Number.NaN : Date.parse(date);
  if (Number.isNaN(theirs)) return { check };
  // The header counts whole seconds.
  const differenceMs = theirs + 1_000 < askedAt ? theirs + 1_000 - askedAt : Math.max(0, theirs - answeredAt);
  if (Math.abs(differenceMs) < MAX_CLOCK_DIFFERENCE_MS) return { check };
  const seconds = Math.round(Math.abs(differenceMs) / 1000);
  return { check, problem: `The node's clock is ${seconds} s ${differenceMs < 0 ? 'behind' : 'ahead of'} this machine's; partners refuse requests of a clock that is wrong`, fix: 'Set both clocks by NTP: timedatectl set-ntp true' };
}
