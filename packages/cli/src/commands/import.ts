import type { Client } from '@adjoin/client/client';
import { readAll } from '@adjoin/client/pages';
import type { Channel } from '@adjoin/client/resources';
import type { Command } from 'commander';
import { CliError, EXIT } from '../cli-error.ts';
import { connect, type Connected } from '../connection/connect.ts';
import type { GlobalOptions } from '../connection/settings.ts';
import { importConversations, type ImportReport, type ImportStep, type Place } from '../conversations/import-conversations.ts';
import { planImport, type ImportPlan } from '../conversations/plan-import.ts';
import { readConversations } from '../conversations/read-conversations.ts';
import { findChannel } from '../lookup/find-channel.ts';
import { startProgress } from '../terminal/progress.ts';
import { show } from '../terminal/show.ts';
import { visible } from '../terminal/visible.ts';

type ImportOptions = GlobalOptions & { readonly channel: string; readonly staff?: string; readonly partnerProfile?: string; readonly partnerUrl?: string; readonly partnerPin?: string };

const PARTNER_VARIABLES = { url: 'ADJOIN_PARTNER_URL', email: 'ADJOIN_PARTNER_EMAIL', password: 'ADJOIN_PARTNER_PASSWORD', pin: 'ADJOIN_PARTNER_PIN' };

/** `adjoin import`: brings in what was said elsewhere. */
export function addImportCommand(program: Command): void {
  program.command('import').description('bring in what was said elsewhere')
    .command('conversations <file>').description('write conversations (JSON Lines) into a channel, with their times and threads; can be run again after a failure')
    .requiredOption('--channel <channel>', 'where to (id or name)')
    .option('--staff <names>', 'whose messages the company here writes, with commas between; the partner writes all others')
    .option('--partner-profile <name>', 'profile of "adjoin login" at the partner\'s node')
    .option('--partner-url <url>', "the partner's node, for scripts: with ADJOIN_PARTNER_EMAIL and ADJOIN_PARTNER_PASSWORD or …_FILE")
    .option('--partner-pin <pin>', "pin of the partner's certificate; or ADJOIN_PARTNER_PIN")
    .action((file: string, _options, command: Command) => runImport(file, command.optsWithGlobals<ImportOptions>()));
}

async function runImport(file: string, options: ImportOptions): Promise<void> {
  const wantsPartner = options.partnerProfile !== undefined || options.partnerUrl !== undefined;
  if (wantsPartner !== (options.staff !== undefined)) {
    throw new CliError('--staff and the partner belong together', { hint: 'Give --staff and --partner-profile (or --partner-url) for two companies, or neither of them where all people are of one.', exitCode: EXIT.usage });
  }
  const staff = options.staff === undefined ? undefined : new Set(options.staff.split(',').map((name) => name.trim()).filter((name) => name !== ''));
  const plan = planImport(await readConversations(file), { staff });
  assertKnown(staff, plan);
  const here = await connect(options);
  let partner: Connected | undefined;
  try {
    partner = wantsPartner ? await connectPartner(options) : undefined;
    await importInto(plan, { here, partner, options });
  } finally {
    await partner?.close();
    await here.close();
  }
}

/** A misspelt name would quietly make an employee the partner's. */
function assertKnown(staff: ReadonlySet<string> | undefined, { people }: ImportPlan): void {
  const unknown = [...(staff ?? [])].filter((name) => !people.here.includes(name));
  if (unknown.length > 0) throw new CliError(`The file holds no message by ${unknown.join(', ')}`, { hint: 'Check how --staff spells the names.', exitCode: EXIT.usage });
}

function connectPartner({ partnerProfile, partnerUrl, partnerPin }: ImportOptions): Promise<Connected> {
  return connect({ ...(partnerProfile === undefined ? {} : { profile: partnerProfile }), ...(partnerUrl === undefined ? {} : { url: partnerUrl }), ...(partnerPin === undefined ? {} : { pin: partnerPin }) }, PARTNER_VARIABLES);
}

type Ends = { readonly here: Connected; readonly partner: Connected | undefined; readonly options: ImportOptions };

async function importInto(plan: ImportPlan, { here, partner, options }: Ends): Promise<void> {
  const channel = await findChannel(here.client, options.channel);
  const places = { here: { client: here.client, channel }, ...(partner === undefined ? {} : { partner: await placeOf(partner.client, channel) }) };
  const progress = startProgress('Reading the channel');
  const tell = createRate(progress.update);
  try {
    const report = await importConversations({ plan, places, onStep: tell });
    progress.end();
    show(report, { json: options.json, inWords: () => describeReport(report, channel) });
  } finally {
    progress.end();
  }
}

/** The same channel at the partner's node, which has its own id for it. */
async function placeOf(client: Client, { did, name }: Channel): Promise<Place> {
  const all = await readAll((query) => client.get('/v1/channels', { params: { query: { ...query, perimeter: 'shared' } } }));
  const channel = all.find((one) => one.did === did);
  if (channel === undefined) {
    throw new CliError(`Whoever is signed in at the partner's node is not in #${visible(name)} there`, { hint: "Share it (adjoin channels share), accept it there (adjoin channels accept), and be in it (adjoin channels add-member … me)." });
  }
  return { client, channel };
}

const PHASES = { people: 'people made', messages: 'messages written', copies: 'copies arrived' };

function createRate(update: (line: string) => void): (step: ImportStep) => void {
  let phase: ImportStep['phase'] | undefined;
  let since = 0;
  let doneBefore = 0;
  return (step) => {
    if (step.phase !== phase) [phase, since, doneBefore] = [step.phase, performance.now(), step.done];
    const seconds = (performance.now() - since) / 1000;
    const rate = seconds > 0 ? ` (${Math.round((step.done - doneBefore) / seconds)} a second)` : '';
    update(`${step.done} of ${step.total} ${PHASES[step.phase]}${rate}`);
  };
}

function describeReport({ written, already_there, people_created, left_out }: ImportReport, { name }: Channel): string {
  const total = written.here + written.partner;
  const split = written.partner === 0 ? '' : `: ${written.here} by the company here, ${written.partner} by the partner, and each holds the other's`;
  return [
    total === 0 ? `Nothing was left to write into #${visible(name)}.` : `${total} messages were written into #${visible(name)}${split}.`,
    ...(already_there === 0 ? [] : [`${already_there} were there already.`]),
    ...(people_created === 0 ? [] : [`${people_created} people were made; they can be named and do not sign in.`]),
    ...(left_out.length === 0 ? ['Nothing was left out.'] : ['Left out:', ...left_out.map(({ reason, count }) => `  ${count} ${reason}`)]),
  ].join('\n');
}
