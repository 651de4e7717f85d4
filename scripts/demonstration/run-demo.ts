import { fileURLToPath } from 'node:url';
import { importConversations, type ImportReport } from '../../packages/cli/src/conversations/import-conversations.ts';
import { planImport } from '../../packages/cli/src/conversations/plan-import.ts';
import { readConversations } from '../../packages/cli/src/conversations/read-conversations.ts';
import { findFreePort, makeDataDir, removeDataDir, startCompany, type CompanyProcess } from '../../tests/world/company-process.ts';
import { call, pairCompanies, PASSWORD, setUpCompany, shareChannel, type Company } from '../../tests/world/two-companies.ts';
import { waitUntil } from '../../tests/world/wait-until.ts';
import { openDemoClient, type DemoClient } from './demo-client.ts';
import { checkPerimeter, writeInternally, type PerimeterCheck } from './perimeter.ts';
import type { Teller } from './tell.ts';

const CONVERSATIONS = fileURLToPath(new URL('../../tests/data/conversations/stripe.jsonl', import.meta.url));
const STAFF = new Set(['karllekko', 'w1zeman1p', 'hmunoz']);
const NAMES = ['Alder', 'Birch'] as const;
/** Faults end, and every node holds the same within this time (promise 4). */
const CONVERGENCE_MS = 60_000;

type Digest = { readonly digest: string; readonly objects: number };

export type DemoResult = {
  readonly seconds_to_first_post: number;
  readonly messages: number;
  readonly messages_per_second: number;
  readonly import: ImportReport;
  readonly digests: Readonly<Record<string, Digest>>;
  readonly digests_equal: boolean;
  readonly checks: readonly PerimeterCheck[];
  readonly companies: readonly { readonly name: string; readonly url: string; readonly email: string; readonly password: string }[];
};

export type Demo = {
  readonly run: () => Promise<DemoResult>;
  /** Stops whatever was started, also half-way, and removes its data. */
  readonly stop: () => Promise<void>;
};

/** A channel that both companies are in, under each one's own id. */
type SharedChannel = { readonly did: string; readonly atAlder: string; readonly atBirch: string };

export function createDemo(teller: Teller): Demo {
  const startedAt = performance.now();
  const dirs = NAMES.map(makeDataDir);
  const processes: Promise<CompanyProcess>[] = [];
  const clients: DemoClient[] = [];

  async function open(): Promise<readonly [Company, Company]> {
    const ports = [await findFreePort(), await findFreePort()];
    const starting = NAMES.map((name, index) => startCompany({ name, dataDir: dirs[index] as string, port: ports[index] as number }));
    processes.push(...starting);
    const [alder, birch] = await Promise.all(starting.map(async (process) => setUpCompany(await process)));
    return [alder as Company, birch as Company];
  }

  async function run(): Promise<DemoResult> {
    const [alder, birch] = await open();
    teller.step(`${alder.process.name} runs at ${alder.process.url}, ${birch.process.name} at ${birch.process.url}: two processes, each set up by its own link`);
    const { inviterSees: partnerId } = await pairCompanies(alder, birch);
    teller.step('Paired: each administrator has typed two of the six words back');
    const canary = await writeInternally(alder);
    teller.step(`${alder.process.name} writes ${canary.posts} posts into #${canary.channelName}, inside only`);
    const channel = await share(alder, birch, partnerId);
    const secondsToFirstPost = (await writeFirstPost(alder, birch, channel)) - startedAt;
    teller.step(`The first post is at ${birch.process.name}`);
    clients.push(await openDemoClient(alder.process), await openDemoClient(birch.process));
    const imported = await importStripe(teller, clients, channel);
    const digests = await awaitEqualDigests(alder, birch, channel);
    teller.step('Both copies are compared; now looking for what should not have left');
    return {
      seconds_to_first_post: secondsToFirstPost / 1000,
      ...imported,
      ...digests,
      checks: await checkPerimeter({ inside: alder, outside: birch, canary }),
      companies: [alder, birch].map(({ process }) => ({ name: process.name, url: process.url, email: `admin@${process.name.toLowerCase()}.example`, password: PASSWORD })),
    };
  }

  return {
    run,
    stop: async () => {
      await Promise.allSettled(clients.map(({ close }) => close()));
      await Promise.allSettled(processes.map(async (process) => (await process).stop()));
      dirs.forEach(removeDataDir);
    },
  };
}

async function share(alder: Company, birch: Company, partnerId: string): Promise<SharedChannel> {
  const channel = await call(alder, 'POST', '/v1/channels', { name: 'support', topic: 'Questions and answers', perimeter: 'shared' });
  const atBirch = await shareChannel(alder, birch, { channelId: channel.id, partnerId, memberIds: [birch.adminId] });
  return { did: channel.did, atAlder: channel.id, atBirch };
}

/** Answers when the partner's people could read it, by this process's clock. */
async function writeFirstPost(alder: Company, birch: Company, { atAlder, atBirch }: SharedChannel): Promise<number> {
  const { did } = await call(alder, 'POST', `/v1/channels/${atAlder}/posts`, { text: 'Hello Birch, this is Alder.' });
  await waitUntil('the first post arrives', async () => (await call(birch, 'GET', `/v1/channels/${atBirch}/posts`)).data.some((post: { did: string }) => post.did === did));
  return performance.now();
}

type Imported = Pick<DemoResult, 'messages' | 'messages_per_second' | 'import'>;

async function importStripe(teller: Teller, clients: readonly DemoClient[], { did, atAlder, atBirch }: SharedChannel): Promise<Imported> {
  const [here, partner] = clients as [DemoClient, DemoClient];
  let writingSince = performance.now();
  const report = await importConversations({
    plan: planImport(await readConversations(CONVERSATIONS), { staff: STAFF }),
    places: { here: { client: here.client, channel: { id: atAlder, did } }, partner: { client: partner.client, channel: { id: atBirch, did } } },
    onStep: ({ phase, done, total }) => {
      teller.progress(`${phase}: ${done} of ${total}`);
      if (phase !== 'people' || done < total) return;
      teller.step(`${total} people are made`);
      writingSince = performance.now();
    },
  });
  const messages = report.written.here + report.written.partner;
  const seconds = (performance.now() - writingSince) / 1000;
  teller.step(`${messages} messages are written, ${report.written.here} by ${NAMES[0]} and ${report.written.partner} by ${NAMES[1]}, and each holds the other's`);
  return { messages, messages_per_second: messages / seconds, import: report };
}

async function awaitEqualDigests(alder: Company, birch: Company, { atAlder, atBirch }: SharedChannel): Promise<Pick<DemoResult, 'digests' | 'digests_equal'>> {
  const read = async (company: Company, channelId: string): Promise<Digest> => {
    const { digest, objects } = await call(company, 'GET', `/v1/channels/${channelId}/digest`);
    return { digest, objects };
  };
  const readBoth = async (): Promise<[Digest, Digest]> => [await read(alder, atAlder), await read(birch, atBirch)];
  await waitUntil('both hold the same', async () => readBoth().then(([a, b]) => a.digest === b.digest), CONVERGENCE_MS).catch(() => undefined);
  const [a, b] = await readBoth();
  return { digests: { [NAMES[0]]: a, [NAMES[1]]: b }, digests_equal: a.digest === b.digest };
}
