import type { TLSSocket } from 'node:tls';
import type { Fetch } from '@adjoin/client/http/fetch';
import type { buildConnector } from 'undici';
import { certificateOf } from './certificate.ts';
import { pinOf } from './pin.ts';

/** The server showed another certificate than the pinned one. */
export class PinMismatchError extends Error {
  override readonly name = 'PinMismatchError';
}

/** A connection to be closed at the end, with the `fetch` that uses it. */
export type NodeConnection = { readonly fetch: Fetch; readonly close: () => Promise<void> };

/**
 * A `fetch` to one node. With a pin it trusts that very certificate and no other; without, whatever the authorities that
 * this machine trusts vouch for.
 */
export async function openConnection(pin: string | undefined): Promise<NodeConnection> {
  const undici = await import('undici');
  const agent = new undici.Agent({ connect: pin === undefined ? {} : pinnedConnector(undici.buildConnector, pin), bodyTimeout: 0 });
  return {
    fetch: (url, init) => undici.fetch(url, { ...(init as object), dispatcher: agent }),
    close: () => agent.destroy(),
  };
}

/** The pinned certificate is known in itself, so neither an authority nor its name has to vouch for it. */
function pinnedConnector(build: typeof buildConnector, pin: string): buildConnector.connector {
  const connect = build({ rejectUnauthorized: false, maxCachedSessions: 0 });
  return (options, callback) => {
    if (options.protocol !== 'https:') return callback(new PinMismatchError('a pin needs https'), null);
    connect(options, (error, socket) => {
      if (error !== null) return callback(error, null);
      const shown = certificateOf(socket as TLSSocket);
      if (shown !== undefined && pinOf(shown) === pin) return callback(null, socket);
      socket?.destroy();
      return callback(new PinMismatchError('the server showed another certificate than the pinned one'), null);
    });
  };
}
