import { Command } from 'commander';
import { addChannelCommands } from './commands/channels.ts';
import { addDoctorCommand } from './commands/doctor.ts';
import { addImportCommand } from './commands/import.ts';
import { addLoginCommands } from './commands/login.ts';
import { addPairingCommands } from './commands/pairing.ts';
import { addPartnerCommands } from './commands/partners.ts';
import { addPeopleCommands } from './commands/people.ts';
import { addPostCommand } from './commands/post.ts';
import { addStatusCommand } from './commands/status.ts';
import { addTailCommand } from './commands/tail.ts';

const AFTER_HELP = `
To run a node:        adjoin init, then adjoin serve
To use one:           adjoin login --url https://adjoin.example.com
To pair with another: adjoin invite --out FILE; there: adjoin pair FILE; then, both: adjoin partners

In scripts, set ADJOIN_URL, ADJOIN_EMAIL and ADJOIN_PASSWORD or ADJOIN_PASSWORD_FILE (and ADJOIN_PIN where the node made its
own certificate) in place of a login, and use --json.
Exit codes: 0 done, 1 refused or failed, 2 wrong usage, 3 node not reached, 4 not signed in.`;

/** All commands. What they need to work is loaded once one of them runs. */
export function createProgram(): Command {
  const program = new Command('adjoin');
  program
    .description("Operate a company's node, and use it from the command line.")
    .option('--json', 'answer in JSON')
    .option('--url <url>', "the node's address")
    .option('--pin <pin>', "sha256:… of the node's own certificate")
    .option('--profile <name>', 'which login to use, where there are several')
    .addHelpText('after', AFTER_HELP)
    .showSuggestionAfterError()
    .exitOverride();
  program.command('init').description('make the data directory of a node, and show what was chosen').action(async (_options, command: Command) => {
    const { initialize } = await import('./commands/init.ts');
    initialize(command);
  });
  program.command('serve').description('run a node; its settings are ADJOIN_… variables, which "init" shows').action(async () => {
    const { serve } = await import('./commands/serve.ts');
    await serve();
  });
  for (const add of COMMANDS) add(program);
  return program;
}

const COMMANDS = [
  addLoginCommands, addStatusCommand, addDoctorCommand, addPeopleCommands, addPairingCommands, addPartnerCommands,
  addChannelCommands, addPostCommand, addTailCommand, addImportCommand,
];
