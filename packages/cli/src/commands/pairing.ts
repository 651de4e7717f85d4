import { readFileSync, writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { CliError } from '../cli-error.ts';
import { atNode } from '../connection/at-node.ts';
import { readInput } from '../terminal/ask.ts';
import { show } from '../terminal/show.ts';
import { localTime } from '../terminal/times.ts';
import { describePartner } from './partners.ts';

/** `adjoin invite` and `adjoin pair`: the two halves of pairing. */
export function addPairingCommands(program: Command): void {
  program.command('invite').description('invite another company: prints a text that works once, for 14 days')
    .option('--note <text>', 'for whom it is; seen by your administrators only')
    .option('--out <file>', 'write it into a file instead')
    .action(atNode<[], { note?: string; out?: string }>(async ({ client, json }, _none, { note, out }) => {
      const made = await client.post('/v1/invitations', { body: note === undefined ? {} : { note } });
      if (out !== undefined) keepInvitation(out, made.invitation);
      const until = `It works once, until ${localTime(made.expires_at)}.`;
      const next = 'The other administrator runs: adjoin pair FILE    (or pastes it in the web app). Then, both: adjoin partners';
      show(out === undefined ? made : { ...made, invitation: undefined, file: out }, { json, inWords: () => (out === undefined ? `${made.invitation}\n\n${until} ${next}` : `The invitation is in ${out}. ${until}\n${next}`) });
    }));

  program.command('pair <invitation>').description("accept another company's invitation: a file, - for standard input, or the text itself").action(atNode<[string]>(async ({ client, json }, [invitation]) => {
    const partner = await client.post('/v1/pairings', { body: { invitation: await readInvitation(invitation) } });
    show(partner, { json, inWords: () => describePartner(partner) });
  }));
}

/** Whoever has the text can use it. */
function keepInvitation(file: string, text: string): void {
  try {
    writeFileSync(file, `${text}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    throw new CliError(`${file} cannot be written: ${(error as Error).message}`, { hint: 'The invitation that was made for it is lost: make another.' });
  }
}

async function readInvitation(given: string): Promise<string> {
  if (given === '-') return (await readInput()).trim();
  try {
    return readFileSync(given, 'utf8').trim();
  } catch {
    // Invitations are signed tokens: three parts with dots between.
    if (/^[\w-]+\.[\w-]+\.[\w-]+$/.test(given.trim())) return given.trim();
    throw new CliError(`There is no file ${given}, and it is not an invitation itself`, { hint: 'Give the file that "adjoin invite --out FILE" made, - for standard input, or the whole text.' });
  }
}
