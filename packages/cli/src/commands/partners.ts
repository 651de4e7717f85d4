import { readAll } from '@adjoin/client/pages';
import type { Partner } from '@adjoin/client/resources';
import type { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import { atNode } from '../connection/at-node.ts';
import { findPartner } from '../lookup/find-partner.ts';
import { show } from '../terminal/show.ts';
import { table } from '../terminal/table.ts';
import { localTime } from '../terminal/times.ts';
import { visible } from '../terminal/visible.ts';

/** `adjoin partners`: the companies that this one is paired with. */
export function addPartnerCommands(program: Command): void {
  const partners = program.command('partners').description('the companies that yours is paired with');
  partners.command('list', { isDefault: true }).description('list them').action(atNode(async ({ client, json }) => {
    const all = await readAll((query) => client.get('/v1/partners', { params: { query } }));
    const waiting = all.filter(({ state }) => state === 'requested');
    show(all, { json, inWords: () => all.length === 0 ? 'No partners yet: adjoin invite' : [table(['ID', 'NAME', 'STATE', 'ADDRESS', 'SINCE'], all.map(rowOf)), ...waiting.map((partner) => `\n${describePartner(partner)}`)].join('\n') });
  }));

  partners.command('show <partner>').description('one of them, and while pairing the words to compare').action(atNode<[string]>(async ({ client, json }, [wanted]) => {
    const partner = await findPartner(client, wanted);
    show(partner, { json, inWords: () => describePartner(partner) });
  }));

  partners.command('confirm <partner> <word> <word>').description('type two of the six words back, as the other administrator reads them aloud').action(atNode<[string, string, string]>(async ({ client, json }, [wanted, first, second]) => {
    const { id } = await findPartner(client, wanted);
    const partner = await client.post('/v1/partners/{id}/confirmations', { params: { path: { id } }, body: { words: [first, second] } });
    show(partner, { json, inWords: () => describePartner(partner) });
  }));
  addStateCommands(partners);
}

const CHANGES = [
  ['suspend', 'suspended', 'stop sending to it and accepting from it, for the time being'],
  ['resume', 'active', 'go on after a suspension'],
  ['end', 'ended', 'end the partnership; only a new invitation begins it anew'],
] as const;

function addStateCommands(partners: Command): void {
  for (const [verb, state, description] of CHANGES) {
    partners.command(`${verb} <partner>`).description(description).option('--reason <text>', 'seen by your people only').action(atNode<[string], { reason?: string }>(async ({ client, json }, [wanted], { reason = '' }) => {
      const { id } = await findPartner(client, wanted);
      const partner = await client.patch('/v1/partners/{id}', { params: { path: { id } }, body: { state, reason } });
      show(partner, { json, inWords: () => describePartner(partner) });
    }));
  }
}

const rowOf = ({ id, name, state, address, created_at }: Partner): string[] => [id, name, state, address, localTime(created_at)];

/** A partner in words; while pairing, with what both administrators have to do. */
export function describePartner(partner: Partner): string {
  const name = visible(partner.name);
  switch (partner.state) {
    case 'requested':
      return describePairing(partner, name);
    case 'active':
      return `${name} is your partner since ${localTime(partner.confirmed_by_us_at ?? partner.created_at)} (${partner.id}), at ${visible(partner.address)}.`;
    case 'suspended':
      return `The partnership with ${name} is suspended${reasonOf(partner)}. Go on with: adjoin partners resume ${partner.id}`;
    case 'ended':
      return `The partnership with ${name} has ended${reasonOf(partner)}.`;
    default:
      throw new CliError(`This command is older than the node, which speaks of a state that it does not know`);
  }
}

function reasonOf({ reason }: Partner): string {
  return reason === null ? '' : `: ${visible(reason)}`;
}

function describePairing(partner: Partner, name: string): string {
  const { id, sentence, words, confirm_positions, confirmed_by_us_at, confirmed_by_partner_at } = partner;
  if (words === null) return `${name} (${id}) waits until the administrators of both companies have compared six words.`;
  const [first, second] = confirm_positions;
  const numbered = words.map((word, index) => `${index + 1} ${word}`).join('   ');
  const theirs = confirmed_by_partner_at === null ? `Nobody at ${name} has typed their words yet.` : `${name} has typed theirs.`;
  const ours = confirmed_by_us_at === null
    ? `Ask their administrator, by telephone say, to read their sentence aloud. If it is the same, type words ${first} and ${second} as you hear them:\n  adjoin partners confirm ${id} WORD-${first} WORD-${second}\nIf it differs, somebody stands between you:\n  adjoin partners end ${id}`
    : 'You have typed yours. Read your sentence to their administrator.';
  return `Pairing with ${name} (${id}). Your sentence:\n\n  ${sentence ?? words.join(' ')}\n\n  ${numbered}\n\n${ours}\n${theirs}`;
}
