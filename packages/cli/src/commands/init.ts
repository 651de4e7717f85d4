import { X509Certificate } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { certificateFor } from '@adjoin/node/adapters/tls-certificate';
import { ConfigError, readConfig, type Config } from '@adjoin/node/config';
import type { Command } from 'commander';
import { CliError, EXIT } from '../cli-error.ts';
import { pinOf, showPin } from '../connection/pin.ts';
import type { GlobalOptions } from '../connection/settings.ts';
import { show } from '../terminal/show.ts';

/** `adjoin init`: makes the data directory, and shows what a node here would be. Changes nothing that is there already. */
export function initialize(command: Command): void {
  const { json } = command.optsWithGlobals<GlobalOptions>();
  try {
    const config = readConfig(process.env);
    makeDataDir(config.dataDir);
    const choices = describeChoices(config);
    show(choices, { json, inWords: () => inWords(choices) });
  } catch (error) {
    if (error instanceof ConfigError) throw new CliError(error.message, { hint: 'Correct these settings, then run this again.', exitCode: EXIT.usage });
    throw error;
  }
}

function makeDataDir(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new CliError(`${path} cannot be made: ${(error as Error).message}`, { hint: 'Choose another place with ADJOIN_DATA_DIR.' });
  }
}

type Choices = {
  readonly data_dir: string;
  readonly listen: string;
  readonly public_url: string;
  readonly database: string;
  readonly secret: string;
  readonly certificate: string;
  readonly certificate_expires_at: string | null;
  readonly tls_pin: string | null;
};

function describeChoices(config: Config): Choices {
  const { dataDir, databaseUrl, listen, publicUrl, secret, tls } = config;
  const certificate = certificateFor(config);
  const x509 = certificate === undefined ? undefined : new X509Certificate(certificate.cert);
  return {
    data_dir: dataDir,
    listen: `${listen.host.includes(':') ? `[${listen.host}]` : listen.host}:${listen.port}`,
    public_url: publicUrl,
    database: databaseUrl === undefined ? `SQLite, ${join(dataDir, 'adjoin.db')}` : `PostgreSQL at ${new URL(databaseUrl).host}`,
    secret: secret === undefined ? `${join(dataDir, 'secret.key')}, made at the first start` : 'ADJOIN_SECRET',
    certificate: { off: 'none: a proxy in front of the node has to speak HTTPS', files: tls.mode === 'files' ? tls.certFile : '', 'self-signed': 'made by the node itself' }[tls.mode],
    certificate_expires_at: x509?.validToDate.toISOString() ?? null,
    tls_pin: tls.mode === 'self-signed' && x509 !== undefined ? showPin(pinOf(x509)) : null,
  };
}

const UNREACHABLE_HOST = /^(localhost|127\.|\[::1\])/;

function inWords(choices: Choices): string {
  const rows: [string, string | null][] = [
    ['data', choices.data_dir],
    ['address', `${choices.public_url}, listening on ${choices.listen}`],
    ['database', choices.database],
    ['secret', `${choices.secret}; keep a copy apart from the database`],
    ['certificate', `${choices.certificate}${choices.certificate_expires_at === null ? '' : `, until ${choices.certificate_expires_at.slice(0, 10)}`}`],
    ['pin', choices.tls_pin],
  ];
  const lines = rows.flatMap(([name, value]) => (value === null ? [] : [`  ${name.padEnd(12)} ${value}`]));
  const isLocal = UNREACHABLE_HOST.test(new URL(choices.public_url).host);
  const advice = isLocal ? ['', 'Partners on other machines cannot reach this address: set ADJOIN_PUBLIC_URL and ADJOIN_LISTEN before you invite any.'] : [];
  return ['A node here has', ...lines, ...advice, '', 'Next: adjoin serve', 'It prints a link with which you name your company and become its first administrator.'].join('\n');
}
