import type { Client } from '@adjoin/client/client';
import type { Command } from 'commander';
import { connect } from './connect.ts';
import type { GlobalOptions } from './settings.ts';

/** What a command that talks to a node works with. */
export type AtNode = { readonly client: Client; readonly url: string; readonly pin: string | undefined; readonly json: boolean };

/**
 * The action of a command: runs as whoever is signed in, with the command's arguments in their order and its options, and
 * closes the connection after it.
 */
// What commander parsed is known to the command alone, which names it here.
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters
export function atNode<Arguments extends readonly unknown[] = [], Options extends object = object>(
  work: (node: AtNode, given: Arguments, options: Options) => Promise<void>,
): (...parameters: unknown[]) => Promise<void> {
  return async (...parameters) => {
    const command = parameters.at(-1) as Command;
    const options = command.optsWithGlobals<GlobalOptions>();
    const { client, url, pin, close } = await connect(options);
    try {
      await work({ client, url, pin, json: options.json === true }, command.processedArgs as unknown as Arguments, command.opts<Options>());
    } finally {
      await close();
    }
  };
}
