import { call, PASSWORD, pairCompanies, shareChannel, type Company } from '../world/two-companies.ts';
import { findFreePort, makeDataDir, removeDataDir, startCompany, type CompanyProcess } from '../world/company-process.ts';
import { waitUntil } from '../world/wait-until.ts';
import type { Credentials } from './open-browser.ts';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;

/** What the screens show: Acme's node after a while of use, beside two partners. */
export type Story = {
  readonly acme: CompanyProcess;
  readonly admin: Credentials;
  /** Where each screen finds what it shows. */
  readonly ids: { readonly shared: string; readonly alone: string; readonly internal: string; readonly bolt: string; readonly cedar: string; readonly offer: string };
  readonly asAdmin: Company;
  readonly stop: () => Promise<void>;
};

const ago = (minutes: number): string => new Date(Date.now() - minutes * MINUTE_MS).toISOString();

async function openCompany(name: string, admin: string): Promise<Company> {
  const process = await startCompany({ name, dataDir: makeDataDir(name), port: await findFreePort() });
  const email = `${admin.split(' ')[0]?.toLowerCase()}@${name.split(' ')[0]?.toLowerCase()}.example`;
  await process.api.call('POST', '/v1/setup', { body: { token: process.setupToken, company: name, name: admin, email, password: PASSWORD } });
  const session = await process.api.call('POST', '/v1/sessions', { body: { email, password: PASSWORD } });
  return { process, token: session.access_token, adminId: session.person.id };
}

async function addPeople(company: Company, names: readonly string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const name of names) {
    const [first = ''] = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().split(' ');
    const email = `${first}@${company.process.name.split(' ')[0]?.toLowerCase()}.example`;
    ids.push((await call(company, 'POST', '/v1/people', { name, email })).person.id);
  }
  return ids;
}

const makeChannel = async (company: Company, channel: object): Promise<string> => (await call(company, 'POST', '/v1/channels', channel)).id;

type Said = { readonly person_id: string; readonly text: string; readonly minutes: number; readonly in_reply_to?: string };

async function say(company: Company, channelId: string, said: readonly Said[]): Promise<string[]> {
  const posts = said.map(({ minutes, ...post }) => ({ ...post, published_at: ago(minutes) }));
  return (await call(company, 'POST', `/v1/channels/${channelId}/imports`, { posts })).data.map(({ id }: { id: string }) => id);
}

/** The id under which a company knows a post that another company wrote. */
function findPost(company: Company, channelId: string, start: string): Promise<string> {
  return waitUntil(`"${start}" arrives`, async () => {
    const { data } = await call(company, 'GET', `/v1/channels/${channelId}/posts?limit=100`);
    return data.find(({ text }: { text: string | null }) => text?.startsWith(start) === true)?.id;
  });
}

type Talk = { readonly acme: Company; readonly bolt: Company; readonly shared: string; readonly atBolt: string; readonly tom: string; readonly idir: string };

/** A conversation about twelve valve housings, each company writing its own. */
async function converse({ acme, bolt, shared, atBolt, tom, idir }: Talk): Promise<void> {
  const nadia = acme.adminId;
  const camille = bolt.adminId;
  const checks = Array.from({ length: 60 }, (_, index) => ({
    person_id: index % 6 < 4 ? nadia : tom,
    text: `Dimension check ${index + 1}: bore ${(31.98 + (index % 5) / 100).toFixed(2)} mm, flange flat within 0.0${(index % 4) + 2}.`,
    minutes: 6 * DAY_MINUTES - index * 31,
  }));
  await say(acme, shared, checks);
  await say(bolt, atBolt, [
    { person_id: camille, minutes: DAY_MINUTES + 200, text: 'We measured all twelve of the first batch. Eleven are inside, one has the bore at **32.06 mm**. The report is on the drawing share under `B-114/measure`.' },
    { person_id: camille, minutes: DAY_MINUTES + 199, text: 'Which datum did you use for position? We took A, the flange.' },
  ]);
  const [question] = await say(acme, shared, [
    { person_id: nadia, minutes: DAY_MINUTES + 170, text: 'A as well. But revision D moved the datum to the bore axis, so the numbers cannot be compared:\n\n- revision C: flange, 0.05\n- revision D: bore axis, 0.03\n\nCan you measure numbers 4 and 9 again against D?' },
  ]);
  const questionAtBolt = await findPost(bolt, atBolt, 'A as well.');
  await say(bolt, atBolt, [
    { person_id: idir, minutes: DAY_MINUTES + 150, in_reply_to: questionAtBolt, text: 'Yes, tomorrow before noon. Our gauge for D only came this week.' },
    { person_id: idir, minutes: 64, in_reply_to: questionAtBolt, text: 'Number 9: 0.021 against D. Inside.' },
    { person_id: camille, minutes: 58, text: 'Numbers 4 and 9 are both inside revision D. Number 4 is close to the limit (0.028), so I would not machine more of it before we know why.' },
    { person_id: idir, minutes: 50, text: 'Wrong channel, sorry.' },
  ]);
  await call(bolt, 'DELETE', `/v1/posts/${await findPost(bolt, atBolt, 'Wrong channel')}`);
  const [release] = await say(acme, shared, [
    { person_id: tom, minutes: 41, text: 'Then we release the other eleven today.' },
    { person_id: nadia, minutes: 80, in_reply_to: question as string, text: 'Number 9 first, please: it is the one the assembly line is waiting for.' },
  ]);
  await say(acme, shared, [{ person_id: nadia, minutes: 40, text: 'Released. The twelfth stays with us until the cause is known. Packing list: https://acme.example/lists/B-114' }]);
  for (const emoji of ['🎉', '👍']) await call(acme, 'PUT', `/v1/posts/${release}/reactions/${encodeURIComponent(emoji)}`);
  await call(bolt, 'PUT', `/v1/posts/${await findPost(bolt, atBolt, 'Then we release')}/reactions/${encodeURIComponent('🎉')}`);
  await findPost(acme, shared, 'Numbers 4 and 9');
}

async function fillInside(acme: Company, [tom, ines, lars, mei]: readonly string[]): Promise<string> {
  const internal = await makeChannel(acme, { name: 'general', topic: 'What everybody at Acme should know', perimeter: 'internal' });
  await call(acme, 'POST', `/v1/channels/${internal}/members`, { person_ids: [tom, ines, lars, mei] });
  await makeChannel(acme, { name: 'pricing-2027', topic: 'Margins and list prices', perimeter: 'internal' });
  await say(acme, internal, [
    { person_id: ines as string, minutes: 300, text: 'The canteen is closed on Friday; sandwiches are in the meeting room on the second floor.' },
    { person_id: lars as string, minutes: 210, text: 'Fire drill on Wednesday at 10. Meeting point is the north car park, **not** the gate.' },
    { person_id: acme.adminId, minutes: 30, text: 'The first batch from Bolt passed. Well done, everybody.' },
  ]);
  return internal;
}

/** Runs the story on three real nodes and leaves Acme's as the screens need it: Bolt away, one post waiting for it. */
export async function tellStory(): Promise<Story> {
  const companies = await Promise.all([openCompany('Acme', 'Nadia Kessler'), openCompany('Bolt SARL', 'Camille Roux'), openCompany('Cedar Logistics', 'Vera Lindqvist')]);
  const stop = async (): Promise<void> => {
    for (const { process } of companies) {
      await process.stop();
      removeDataDir(process.dataDir);
    }
  };
  try {
    return { ...(await liveThrough(companies)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function liveThrough([acme, bolt, cedar]: readonly [Company, Company, Company]): Promise<Omit<Story, 'stop'>> {
  const people = await addPeople(acme, ['Tom Okafor', 'Inès Lambert', 'Lars Holm', 'Mei Tanaka']);
  const [idir] = await addPeople(bolt, ['Idir Benali']);
  const internal = await fillInside(acme, people);
  const { inviterSees: boltId } = await pairCompanies(acme, bolt);
  const shared = await makeChannel(acme, { name: 'valve-housings', topic: 'Series B: drawings, tolerances, first samples', perimeter: 'shared' });
  await call(acme, 'POST', `/v1/channels/${shared}/members`, { person_ids: [people[0], people[1]] });
  const atBolt = await shareChannel(acme, bolt, { channelId: shared, partnerId: boltId, memberIds: [bolt.adminId, idir as string] });
  await converse({ acme, bolt, shared, atBolt, tom: people[0] as string, idir: idir as string });
  const alone = await makeChannel(acme, { name: 'claims', perimeter: 'shared' });
  const offer = await offerChannel(acme, bolt);
  const cedarId = await askToPair(acme, cedar);
  await call(acme, 'POST', '/v1/invitations', { note: 'Fjord Castings, Ms Aune' });
  await bolt.process.stop();
  await call(acme, 'POST', `/v1/channels/${shared}/posts`, { text: 'Truck is booked for Thursday 7:30 at your gate 2. The driver needs the gate code the day before.' });
  return {
    acme: acme.process,
    admin: { email: 'nadia@acme.example', password: PASSWORD },
    ids: { shared, alone, internal, bolt: boltId, cedar: cedarId, offer },
    asAdmin: acme,
  };
}

/** A channel of Bolt's that waits for Acme's answer. */
async function offerChannel(acme: Company, bolt: Company): Promise<string> {
  const channel = await makeChannel(bolt, { name: 'pallet-labels', topic: 'One label format for both warehouses', perimeter: 'shared' });
  const [partner] = (await call(bolt, 'GET', '/v1/partners')).data;
  await call(bolt, 'POST', `/v1/channels/${channel}/shares`, { partner_id: partner.id });
  return waitUntil('the offer arrives', async () => (await call(acme, 'GET', '/v1/share_invitations?state=pending')).data[0]?.id);
}

/** Cedar has pasted Acme's invitation; the sentence is still to be compared. */
async function askToPair(acme: Company, cedar: Company): Promise<string> {
  const { invitation } = await call(acme, 'POST', '/v1/invitations', {});
  await call(cedar, 'POST', '/v1/pairings', { invitation });
  const { data } = await call(acme, 'GET', '/v1/partners');
  return data.find(({ state }: { state: string }) => state === 'requested').id;
}
