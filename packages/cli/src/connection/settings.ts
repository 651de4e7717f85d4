import { readFileSync } from 'node:fs';
import { CliError, EXIT } from '../cli-error.ts';

/** Options that every command takes. */
export type GlobalOptions = { readonly url?: string; readonly profile?: string; readonly pin?: string; readonly json?: boolean };

/** An environment variable; undefined where it is absent or empty. */
export function setting(name: string): string | undefined {
  const value = process.env[name];
  return value === '' ? undefined : value;
}

/** A secret of the environment, or of the file that `NAME_FILE` names. @throws CliError */
export function secretSetting(name: string): string | undefined {
  const file = setting(`${name}_FILE`);
  if (file === undefined) return setting(name);
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch {
    throw new CliError(`${name}_FILE: ${file} cannot be read`, { exitCode: EXIT.usage });
  }
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * The address of a node as a person gives it. In the clear it is taken for this very machine only: passwords travel.
 * @throws CliError
 */
export function parseUrl(text: string): string {
  const url = URL.parse(text.includes('://') ? text : `https://${text}`);
  if (url === null || !/^https?:$/.test(url.protocol) || (url.pathname !== '/' && url.pathname !== '')) {
    throw new CliError(`${text} is not the address of a node`, { hint: 'It looks like https://adjoin.example.com or https://adjoin.example.com:8443', exitCode: EXIT.usage });
  }
  if (url.protocol === 'http:' && !LOOPBACK.test(url.hostname)) {
    throw new CliError(`${text} would send passwords in the clear`, { hint: `Use https://${url.host}`, exitCode: EXIT.usage });
  }
  return url.origin;
}
