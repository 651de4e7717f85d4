import type { NodeStatus } from '@adjoin/client/resources';
import type { Command } from 'commander';
import { atNode } from '../connection/at-node.ts';
import { show } from '../terminal/show.ts';
import { table } from '../terminal/table.ts';
import { localTime } from '../terminal/times.ts';

/** `adjoin status`: how the node and its partners are doing. */
export function addStatusCommand(program: Command): void {
  program.command('status').description('how the node and its partners are doing; "doctor" tells what to do').action(atNode(async ({ client, json, url }) => {
    const [node, status] = [await client.get('/v1/node'), await client.get('/v1/status')];
    show({ ...node, ...status }, { json, inWords: () => [`${node.name ?? 'Not set up'} at ${url}`, ...describeStatus(status)].join('\n') });
  }));
}

function describeStatus({ version, node, database, partners, faults, search }: NodeStatus): string[] {
  return [
    `Adjoin ${version} on Node.js ${node}, ${database === 'sqlite' ? 'SQLite' : 'PostgreSQL'}`,
    search.behind === 0 ? 'Search is up to date' : `Search is ${search.behind} changes behind`,
    faults.length === 0 ? 'Everything received could be applied' : `${faults.length} received entries could not be applied`,
    '',
    partners.length === 0 ? 'No partners yet: adjoin invite' : table(['PARTNER', 'STATE', 'TO SEND', 'SENDER', 'LAST CONTACT', 'LAST PROBLEM'], partners.map(partnerRow)),
  ];
}

function partnerRow({ name, state, queued_entries, sender, last_contact_at, last_problem }: NodeStatus['partners'][number]): string[] {
  return [name, state, String(queued_entries), sender, last_contact_at === null ? 'never' : localTime(last_contact_at), last_problem ?? '–'];
}
