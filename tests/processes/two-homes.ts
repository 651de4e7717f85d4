import type { Database } from '@adjoin/node/database/database';
import { findFreePort, startCompany, type CompanyProcess } from '../world/company-process.ts';
import { call, pairCompanies, setUpCompany, shareChannel, type Company } from '../world/two-companies.ts';
import { waitUntil } from '../world/wait-until.ts';
import { makeHome, type Home } from './make-database.ts';

/** A company whose process may die and be started again. */
export type Neighbour = {
  readonly name: string;
  readonly home: Home;
  /** Starts its process, with additional environment. */
  readonly start: (env?: Readonly<Record<string, string>>) => Promise<CompanyProcess>;
  /** The company by its running process; its administrator stays signed in across restarts. */
  readonly now: () => Company;
  readonly call: (method: 'GET' | 'POST' | 'PATCH' | 'DELETE' | 'PUT', path: string, body?: unknown) => Promise<any>;
};

export async function settle(name: string, dialect: Database['dialect']): Promise<Neighbour> {
  const home = await makeHome(name, dialect);
  const port = await findFreePort();
  let company: Company | undefined;
  const now = (): Company => {
    if (company === undefined) throw new Error(`${name} is not set up`);
    return company;
  };
  const start = async (env: Readonly<Record<string, string>> = {}): Promise<CompanyProcess> => {
    const process = await startCompany({ name, dataDir: home.dataDir, port, env: { ...home.env, ...env } });
    company = company === undefined ? await setUpCompany(process) : { ...company, process };
    return process;
  };
  await start();
  return { name, home, start, now, call: (method, path, body) => call(now(), method, path, body) };
}

/** Two companies on real processes, paired, with one shared channel. */
export type TwoHomes = {
  readonly alder: Neighbour;
  readonly birch: Neighbour;
  readonly atAlder: string;
  readonly atBirch: string;
  /** Waits until both hold the same logs; answers with both digests. */
  readonly digests: () => Promise<readonly [any, any]>;
  readonly dispose: () => Promise<void>;
};

export async function openTwoHomes(dialects: { readonly alder: Database['dialect']; readonly birch: Database['dialect'] }): Promise<TwoHomes> {
  const [alder, birch] = await Promise.all([settle('Alder', dialects.alder), settle('Birch', dialects.birch)]);
  const { inviterSees } = await pairCompanies(alder.now(), birch.now());
  const { id: atAlder } = await alder.call('POST', '/v1/channels', { name: 'Deliveries', perimeter: 'shared' });
  const atBirch = await shareChannel(alder.now(), birch.now(), { channelId: atAlder, partnerId: inviterSees, memberIds: [birch.now().adminId] });
  const both = (): Promise<[any, any]> => Promise.all([alder.call('GET', `/v1/channels/${atAlder}/digest`), birch.call('GET', `/v1/channels/${atBirch}/digest`)]);
  return {
    alder,
    birch,
    atAlder,
    atBirch,
    digests: () =>
      waitUntil('both hold the same logs', async () => {
        const [one, other] = await both();
        return JSON.stringify(one.logs) === JSON.stringify(other.logs) && ([one, other] as const);
      }),
    dispose: async () => {
      for (const { now, home } of [alder, birch]) {
        await now().process.kill();
        await home.dispose();
      }
    },
  };
}

/** All texts of a channel, oldest first. */
export async function readTexts(at: Neighbour, channelId: string): Promise<(string | null)[]> {
  const texts: (string | null)[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: any = await at.call('GET', `/v1/channels/${channelId}/posts?limit=100${cursor === '' ? '' : `&cursor=${cursor}`}`);
    texts.push(...page.data.map(({ text }: { text: string | null }) => text));
    cursor = page.next_cursor;
  }
  return texts.toReversed();
}
