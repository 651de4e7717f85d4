import type { NodeStatus } from '@adjoin/client/resources';
import { localTime } from '../terminal/times.ts';
import { visible } from '../terminal/visible.ts';
import { checkRuntime } from './check-runtime.ts';
import type { Finding } from './finding.ts';

/** More changes than this, and people notice that search lags. */
const MAX_SEARCH_LAG = 1_000;
/** More entries than this on their way to a partner that answers, and it is too slow. */
const MAX_BACKLOG = 10_000;

/** What a node says of itself, judged. */
export function checkStatus(status: NodeStatus): Finding[] {
  return [checkRuntime(status.node), ...status.partners.flatMap(checkPartner), checkFaults(status.faults), checkSearch(status.search.behind)];
}

type Partner = NodeStatus['partners'][number];

/** By the code of the last failure: what it means, and who can mend it. */
const CAUSES: Readonly<Record<string, readonly [meaning: string, fix: string]>> = {
  unreachable: ['its node cannot be reached', 'Ask its administrator whether the node is running; from this machine, try its address in "adjoin partners"'],
  timeout: ['its node does not answer in time', 'Ask its administrator to run: adjoin doctor'],
  certificate: ['its node shows another certificate than the one that was paired', 'Ask its administrator, by telephone, whether it has a new certificate; if so, end the partnership and pair anew: adjoin partners end'],
  'refused-address': ['its address leads to a place that nodes do not connect to', 'Ask its administrator for the right ADJOIN_PUBLIC_URL'],
  stale: ["this machine's clock is slow, or its is fast", 'Set both clocks by NTP: timedatectl set-ntp true'],
  'clock-skew': ["this machine's clock is fast, or its is slow", 'Set both clocks by NTP: timedatectl set-ntp true'],
  'not-paired': ['its node does not know this one as a partner any more', 'Ask its administrator; if so, pair anew: adjoin partners end, then adjoin invite'],
  'unknown-key': ["its node does not know this one's key", 'Ask its administrator to run: adjoin doctor'],
  fork: ['its node holds another history of a log of yours', 'Was this node restored from a backup? Tell the administrators of both companies'],
  'storage-full': ['its disk is full', 'Tell its administrator'],
  'internal-error': ['the exchange fails for a reason that only the log tells', "Look into this node's log, and ask its administrator to do the same"],
};

function checkPartner({ id, name, state, queued_entries, failures, last_problem, last_contact_at }: Partner): Finding[] {
  const who = visible(name);
  if (state === 'requested') return [{ check: `The pairing with ${who} is finished`, problem: `The pairing with ${who} waits until both administrators have typed two words`, fix: `adjoin partners show ${id}` }];
  if (state !== 'active') return [];
  const check = `${who} holds all that is meant for it`;
  const waiting = `${queued_entries} ${queued_entries === 1 ? 'entry waits' : 'entries wait'}`;
  if (failures > 0 && last_problem !== null) {
    const [meaning, fix] = CAUSES[last_problem] ?? [`the exchange fails with "${visible(last_problem)}"`, `Ask the administrators of both nodes to look into their logs`];
    const since = last_contact_at === null ? 'never answered since this node started' : `last answered ${localTime(last_contact_at)}`;
    return [{ check, problem: `${who}: ${meaning} (${since}); ${waiting}, and none is lost`, fix }];
  }
  if (queued_entries > MAX_BACKLOG) return [{ check, problem: `${who} answers, but ${waiting}`, fix: 'Look again in a minute: adjoin status. If the number grows, its node or the line to it is too slow' }];
  return [{ check }];
}

function checkFaults(faults: NodeStatus['faults']): Finding {
  const check = 'Everything received could be applied';
  const [oldest] = faults;
  if (oldest === undefined) return { check };
  const quarantined = faults.filter(({ state }) => state === 'quarantined').length;
  const parts = [...(quarantined > 0 ? [`${quarantined} received entries are quarantined`] : []), ...(faults.length > quarantined ? [`${faults.length - quarantined} wait for something that has not come`] : [])];
  return {
    check,
    problem: `${parts.join(', ')}; the oldest since ${localTime(oldest.since_at)}, entry ${oldest.seq} of ${visible(oldest.log)}: ${visible(oldest.code)}. ${visible(oldest.detail)}`,
    fix: 'All that follows is applied all the same. "adjoin status --json" lists them: send them to the administrator of the company whose log it is',
  };
}

function checkSearch(behind: number): Finding {
  const check = 'Search is up to date';
  if (behind <= MAX_SEARCH_LAG) return { check };
  return { check, problem: `Search is ${behind} changes behind`, fix: 'Look again in a minute: adjoin status. If the number does not fall, restart the node' };
}
