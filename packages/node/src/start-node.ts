import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino, type Logger } from 'pino';
import { systemClock } from './adapters/system-clock.ts';
import { systemEntropy } from './adapters/system-entropy.ts';
import { certificateFor } from './adapters/tls-certificate.ts';
import { createUndiciTransport } from './adapters/undici-transport.ts';
import type { Config } from './config.ts';
import type { Database } from './database/database.ts';
import { createNode, type Node } from './node.ts';

const SECRET_BYTES = 32;

/** The secret that opens the node's keys: configured, or made at first start and kept in `secret.key`, apart from the database. */
function readSecret({ secret, dataDir }: Config): Buffer {
  if (secret !== undefined) return Buffer.from(secret, 'utf8');
  const path = join(dataDir, 'secret.key');
  if (!existsSync(path)) writeFileSync(path, `${systemEntropy.bytes(SECRET_BYTES).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  return Buffer.from(readFileSync(path, 'utf8').trim(), 'utf8');
}

/** What was committed last is not known, so nothing in memory can be trusted: whoever supervises the node starts it anew. */
function stopAtOnce(): void {
  process.stderr.write('adjoin stops: the connection to PostgreSQL was lost. Start it again once the database answers.\n');
  process.exit(1);
}

async function openDatabase({ databaseUrl, dataDir }: Config): Promise<Database> {
  if (databaseUrl !== undefined) {
    const { openPostgres } = await import('./database/postgres.ts');
    return openPostgres({ url: databaseUrl, clock: systemClock, onLost: stopAtOnce });
  }
  const { openSqlite } = await import('./database/sqlite.ts');
  return openSqlite({ path: join(dataDir, 'adjoin.db'), clock: systemClock });
}

function createLogger({ logLevel }: Config): Logger {
  return pino({ level: logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: (label) => ({ level: label }) } });
}

/** A node of the real world: its data directory, database and certificate opened, listening. */
export async function startNode(config: Config): Promise<Node> {
  // Also where the directory was made by somebody else, for others to enter: SQLite makes its files by the umask.
  process.umask(0o077);
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const database = await openDatabase(config);
  try {
    const tls = certificateFor(config);
    const transport = createUndiciTransport();
    const node = await createNode(config, { clock: systemClock, entropy: systemEntropy, transport, database, logger: createLogger(config), secret: readSecret(config), tls });
    await node.app.listen(config.listen);
    return node;
  } catch (error) {
    await database.close();
    throw error;
  }
}
