import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

const origin = z
  .string()
  .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).origin === text.replace(/\/$/, ''), 'must be an origin such as https://adjoin.example.com')
  .transform((text) => new URL(text).origin);

const listen = z
  .string()
  .regex(/^(?:\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]+):\d{1,5}$/, 'must be host:port, such as 0.0.0.0:8443')
  .transform((text) => {
    const at = text.lastIndexOf(':');
    return { host: text.slice(0, at).replace(/^\[|\]$/g, ''), port: Number(text.slice(at + 1)) };
  })
  .refine(({ port }) => port <= 65_535, 'must have a port up to 65535');

/** A node's configuration, by the names of its environment variables without the prefix `ADJOIN_`. */
const schema = z.object({
  DATA_DIR: z.string().min(1).default('./data').transform((text) => resolve(text)),
  LISTEN: listen.default({ host: '127.0.0.1', port: 8443 }),
  PUBLIC_URL: origin.optional(),
  DATABASE_URL: z.string().regex(/^postgres(?:ql)?:\/\//, 'must start with postgres://').optional(),
  TLS: z.enum(['self-signed', 'files', 'off']).default('self-signed'),
  TLS_CERT_FILE: z.string().optional(),
  TLS_KEY_FILE: z.string().optional(),
  SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  TRUST_PROXY: z.enum(['true', 'false']).default('false').transform((text) => text === 'true'),
  WEB_DIR: z.string().optional(),
});

/** Where `npm run build` leaves the web app, beside this package. */
const BUILT_WEB_APP = fileURLToPath(new URL('../../web/dist', import.meta.url));

export type Config = {
  readonly dataDir: string;
  readonly listen: { readonly host: string; readonly port: number };
  /** The origin at which people and partners reach this node; `@target-uri` is computed from it, never from Host. */
  readonly publicUrl: string;
  /** A PostgreSQL URL; undefined for SQLite in the data directory. */
  readonly databaseUrl: string | undefined;
  readonly tls: { readonly mode: 'self-signed' | 'off' } | { readonly mode: 'files'; readonly certFile: string; readonly keyFile: string };
  /** Seals the node's private keys; undefined where the node keeps its own in `secret.key`. */
  readonly secret: string | undefined;
  readonly logLevel: string;
  /** Believe X-Forwarded-For of the proxy in front of us. */
  readonly trustProxy: boolean;
  /** Folder of the built web app; none is served where it holds no index.html. */
  readonly webDir: string;
};

/** The settings could not be used; `message` names every variable that is wrong, one a line. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const SECRETS = ['SECRET', 'DATABASE_URL'] as const;

function withSecretsFromFiles(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const filled = { ...env };
  for (const name of SECRETS) {
    const file = env[`ADJOIN_${name}_FILE`];
    if (file === undefined || file === '') continue;
    if (env[`ADJOIN_${name}`] !== undefined) throw new ConfigError(`ADJOIN_${name}: set this or ADJOIN_${name}_FILE, not both`);
    try {
      filled[`ADJOIN_${name}`] = readFileSync(file, 'utf8').trim();
    } catch (cause) {
      throw new ConfigError(`ADJOIN_${name}_FILE: ${file} cannot be read`, { cause });
    }
  }
  return filled;
}

/**
 * Reads the configuration from environment variables (12-factor); secrets also from the files that `*_FILE` names.
 * @throws ConfigError
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const filled = withSecretsFromFiles(env);
  const given = Object.fromEntries(
    Object.keys(schema.shape).map((name) => [name, filled[`ADJOIN_${name}`] === '' ? undefined : filled[`ADJOIN_${name}`]]),
  );
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map((issue) => `ADJOIN_${issue.path.join('.')}: ${issue.message}`).join('\n'));
  }
  return toConfig(parsed.data);
}

function toConfig(values: z.infer<typeof schema>): Config {
  const scheme = values.TLS === 'off' ? 'http' : 'https';
  const shownHost = ['0.0.0.0', '::'].includes(values.LISTEN.host) ? 'localhost' : values.LISTEN.host;
  return {
    dataDir: values.DATA_DIR,
    listen: values.LISTEN,
    publicUrl: values.PUBLIC_URL ?? new URL(`${scheme}://${shownHost}:${values.LISTEN.port}`).origin,
    databaseUrl: values.DATABASE_URL,
    tls: tlsOf(values),
    secret: values.SECRET,
    logLevel: values.LOG_LEVEL,
    trustProxy: values.TRUST_PROXY,
    webDir: values.WEB_DIR ?? BUILT_WEB_APP,
  };
}

function tlsOf({ TLS, TLS_CERT_FILE, TLS_KEY_FILE }: z.infer<typeof schema>): Config['tls'] {
  if (TLS !== 'files') return { mode: TLS };
  if (TLS_CERT_FILE === undefined || TLS_KEY_FILE === undefined) {
    throw new ConfigError('ADJOIN_TLS=files needs ADJOIN_TLS_CERT_FILE and ADJOIN_TLS_KEY_FILE');
  }
  return { mode: 'files', certFile: TLS_CERT_FILE, keyFile: TLS_KEY_FILE };
}
