import type { Person } from '@adjoin/client/resources';
import type { Command } from 'commander';
import { atNode } from '../connection/at-node.ts';
import { findPeople, readPeople } from '../lookup/find-person.ts';
import { show } from '../terminal/show.ts';
import { table } from '../terminal/table.ts';
import { visible } from '../terminal/visible.ts';

/** `adjoin people`: who is in the company. */
export function addPeopleCommands(program: Command): void {
  const people = program.command('people').description('people of your company');
  people.command('list', { isDefault: true }).description('list them').action(atNode(async ({ client, json }) => {
    const all = await readPeople(client);
    show(all, { json, inWords: () => table(['ID', 'NAME', 'E-MAIL', 'ROLE', 'STATUS'], all.map(rowOf)) });
  }));

  people.command('add <name>').description('add somebody who can be named as an author but does not sign in').action(atNode<[string]>(async ({ client, json }, [name]) => {
    const { person } = await client.post('/v1/people', { body: { name } });
    show(person, { json, inWords: () => `${visible(person.name)} is added (${person.id}).` });
  }));

  people.command('invite <name> <email>').description('add somebody with an account, and print the link with which they set their password')
    .option('--admin', 'as an administrator')
    .action(atNode<[string, string], { admin?: boolean }>(async ({ client, json }, [name, email], { admin }) => {
      const made = await client.post('/v1/people', { body: { name, email, role: admin === true ? 'admin' : 'member' } });
      show(made, { json, inWords: () => `${visible(made.person.name)} is added (${made.person.id}). They set their password, once within seven days, at\n${made.activation_url}` });
    }));

  people.command('deactivate <person>').description('end somebody\'s access at once (id, e-mail or name)').action(atNode<[string]>(async ({ client, json }, [wanted]) => {
    const [person] = (await findPeople(client, [wanted])) as [Person];
    const changed = await client.patch('/v1/people/{id}', { params: { path: { id: person.id } }, body: { status: 'deactivated' } });
    show(changed, { json, inWords: () => `${visible(changed.name)} is deactivated: all of their sessions have ended.` });
  }));
}

const rowOf = ({ id, name, email, role, status }: Person): string[] => [id, name, email ?? '–', role ?? '–', status ?? 'without account'];
