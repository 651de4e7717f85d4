import type { Database } from '@adjoin/node/database/database';
import { createInjectNetwork, type InjectNetwork } from '@adjoin/node/testing/inject-transport';
import type { Answer, OutgoingRequest } from '@adjoin/node/ports/transport';
import { waitUntil } from '../../world/wait-until.ts';
import { foundCompany, type Company } from './company.ts';
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts';

export type Exchanged = { readonly request: OutgoingRequest; readonly answer: Answer };

/** Companies on one network, strangers to each other, in a time that only the story moves. */
export type World<N extends string> = {
  readonly company: Readonly<Record<N, Company>>;
  readonly clock: VirtualClock['clock'];
  readonly advance: VirtualClock['advance'];
  readonly network: InjectNetwork;
  /** Everything that the network carried, both directions. */
  readonly carried: readonly Exchanged[];
  /** Resolves once nobody has anything left to send to a company that it reaches, and all is searchable. */
  readonly quiet: () => Promise<void>;
  readonly dispose: () => Promise<void>;
};

export async function createWorld<N extends string>(names: readonly N[], dialect: Database['dialect'] = 'sqlite', env: Readonly<Record<string, string>> = {}): Promise<World<N>> {
  const { clock, advance } = createVirtualClock();
  const network = createInjectNetwork();
  const carried: Exchanged[] = [];
  network.interfereWithAnswers((answer, request) => {
    carried.push({ request, answer });
    return answer;
  });
  const companies = await Promise.all(names.map((name) => foundCompany({ name, dialect, clock, network, env })));
  const company = Object.fromEntries(companies.map((one) => [one.name, one])) as Record<N, Company>;
  return {
    company,
    clock,
    advance,
    network,
    carried,
    quiet: async () => {
      await waitUntil('everybody is quiet', async () => {
        for (const one of companies) if (!(await isQuiet(one))) return false;
        return true;
      });
    },
    dispose: async () => {
      for (const one of companies) await one.dispose();
    },
  };
}

/** A company that is stopped is quiet. A partner that cannot be reached, or may not be sent to, is not waited for. */
async function isQuiet(company: Company): Promise<boolean> {
  const status = await statusOf(company);
  if (status === undefined) return true;
  const isBusy = ({ sender, state, failures, queued_entries }: PartnerStatus): boolean =>
    sender === 'sending' || (failures === 0 && queued_entries > 0 && state !== 'suspended');
  return status.search.behind === 0 && !status.partners.some(isBusy);
}

type PartnerStatus = { readonly name: string; readonly sender: string; readonly state: string; readonly failures: number; readonly queued_entries: number };
type Status = { readonly search: { readonly behind: number }; readonly partners: readonly PartnerStatus[] };

async function statusOf(company: Company): Promise<Status | undefined> {
  try {
    company.context();
  } catch {
    return undefined;
  }
  return company.ask('GET', '/v1/status');
}
