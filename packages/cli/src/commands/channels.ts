import { readAll } from '@adjoin/client/pages';
import type { Channel, Person } from '@adjoin/client/resources';
import type { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import { atNode } from '../connection/at-node.ts';
import { findChannel } from '../lookup/find-channel.ts';
import { findOne } from '../lookup/find-one.ts';
import { findPartner } from '../lookup/find-partner.ts';
import { findPeople } from '../lookup/find-person.ts';
import { show } from '../terminal/show.ts';
import { table } from '../terminal/table.ts';
import { visible } from '../terminal/visible.ts';
import { describeAudience } from './describe-audience.ts';

/** `adjoin channels`: where posts are placed, inside or shared. */
export function addChannelCommands(program: Command): void {
  const channels = program.command('channels').description('channels: inside your company, or shared with partners');
  addListing(channels);
  addMaking(channels);
  addMembership(channels);
  addSharing(channels);
}

function addListing(channels: Command): void {
  channels.command('list', { isDefault: true }).description('list those that you are in').action(atNode(async ({ client, json }) => {
    const all = await readAll((query) => client.get('/v1/channels', { params: { query } }));
    const inOrder = ['internal', 'shared'].flatMap((perimeter) => all.filter((channel) => channel.perimeter === perimeter));
    show(all, { json, inWords: () => all.length === 0 ? 'You are in no channel yet: adjoin channels create NAME, with --shared for one that partners may join' : table(['ID', 'NAME', 'WHO SEES IT', 'PEOPLE', 'STATE'], inOrder.map(rowOf)) });
  }));

  channels.command('members <channel>').description('list the people in a channel').action(atNode<[string]>(async ({ client, json }, [wanted]) => {
    const { id } = await findChannel(client, wanted);
    const members = await readAll((query) => client.get('/v1/channels/{id}/members', { params: { path: { id }, query } }));
    show(members, { json, inWords: () => table(['ID', 'NAME', 'COMPANY'], members.map(({ id: person, name, company }) => [person, name, company.name])) });
  }));
}

const rowOf = (channel: Channel): string[] => [channel.id, `#${channel.name}`, describeAudience(channel), String(channel.member_count), channel.state];

function addMaking(channels: Command): void {
  channels.command('create <name>').description('make a channel, inside your company unless --shared')
    .option('--shared', 'so that it can be shared with partners; this cannot be changed later')
    .option('--topic <text>')
    .action(atNode<[string], { shared?: boolean; topic?: string }>(async ({ client, json }, [name], { shared, topic }) => {
      const channel = await client.post('/v1/channels', { body: { name, perimeter: shared === true ? 'shared' : 'internal', topic: topic ?? '' } });
      const next = shared === true ? `\nNobody outside sees it yet. Share it: adjoin channels share ${channel.id} PARTNER` : '';
      show(channel, { json, inWords: () => `#${visible(channel.name)} is made (${channel.id}). ${describeAudience(channel)}.${next}` });
    }));
}

function addMembership(channels: Command): void {
  channels.command('add-member <channel> <person...>').description('bring people of your company into a channel (ids, e-mails or names)').action(atNode<[string, string[]]>(async ({ client, json }, [wanted, names]) => {
    const { id } = await findChannel(client, wanted);
    const people = await findPeople(client, names);
    const channel = await client.post('/v1/channels/{id}/members', { params: { path: { id } }, body: { person_ids: people.map((person) => person.id) } });
    show(channel, { json, inWords: () => `${people.map(({ name }) => visible(name)).join(', ')} can now read #${visible(channel.name)}: ${channel.member_count} people in it.` });
  }));
}

function addSharing(channels: Command): void {
  channels.command('share <channel> <partner>').description('invite a partner into a channel: everything in it is copied to its node, from the beginning').action(atNode<[string, string]>(async ({ client, json }, [wanted, company]) => {
    const channel = await findChannel(client, wanted);
    const partner = await findPartner(client, company);
    const invited = await client.post('/v1/channels/{id}/shares', { params: { path: { id: channel.id } }, body: { partner_id: partner.id } });
    show(invited, { json, inWords: () => `${visible(partner.name)} is invited into #${visible(channel.name)}. Once its administrator accepts, it holds everything in it; copies cannot be recalled.` });
  }));

  channels.command('invitations').description("list partners' invitations into their channels").action(atNode(async ({ client, json }) => {
    const all = await readAll((query) => client.get('/v1/share_invitations', { params: { query } }));
    show(all, { json, inWords: () => all.length === 0 ? 'No partner has invited you into a channel' : table(['ID', 'CHANNEL', 'OF', 'STATE'], all.map(({ id, name, host, state }) => [id, `#${name}`, host.name, state])) });
  }));

  channels.command('accept <invitation>').description("accept a partner's invitation (id, or name of the channel)")
    .option('--member <person...>', 'who of your company is in it (ids, e-mails or names)', ['me'])
    .action(atNode<[string], { member: string[] }>(async ({ client, json }, [wanted], { member }) => {
      const pending = await readAll((query) => client.get('/v1/share_invitations', { params: { query: { ...query, state: 'pending' } } }));
      const invitation = findOne({ what: 'pending invitation', wanted: wanted.replace(/^#/, ''), among: pending, list: 'adjoin channels invitations' });
      const people = await findPeople(client, member);
      const channel = await client.post('/v1/share_invitations/{id}/accept', { params: { path: { id: invitation.id } }, body: { member_ids: people.map(({ id }: Person) => id) } });
      if (channel.state === 'left') throw new CliError('The host has taken the invitation back');
      show(channel, { json, inWords: () => `Your company is in #${visible(channel.name)} of ${visible(invitation.host.name)} (${channel.id}), with ${people.map(({ name }) => visible(name)).join(', ')}.` });
    }));
}
