import type { Client } from '@adjoin/client/client';
import type { Command } from 'commander';
import { connect } from './connect.ts';
import type { GlobalOptions } from './settings.ts';

/** What a command that talks to a node works with. */
export type AtNode = { readonly client: Client; readonly url: string; readonly pin: string | undefined; readonly json: boolean };

/** Runs a command as whoever is signed in, and closes the connection after it. */
export async function withNode(command: Command, work: (node: AtNode) => Promise<void>): Promise<void> {
  const options = command.optsWithGlobals<GlobalOptions>();
  const { client, url, pin, close } = await connect(options);
  try {
    await work({ client, url, pin, json: options.json === true });
  } finally {
    await close();
  }
}
