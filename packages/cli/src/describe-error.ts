import { ProblemError, UnreachableError } from '@adjoin/client/problem-error';
import { CliError, EXIT } from './cli-error.ts';
import { visible } from './terminal/visible.ts';

export type Described = { readonly code: string; readonly title: string; readonly lines: readonly string[]; readonly exitCode: number };

/** What went wrong, and what to do about it; undefined for a bug. */
export function describeError(error: unknown): Described | undefined {
  if (error instanceof CliError) return { code: 'cli', title: error.message, lines: error.hint === undefined ? [] : [error.hint], exitCode: error.exitCode };
  if (error instanceof ProblemError) return describeProblem(error);
  if (error instanceof UnreachableError) return describeUnreachable(error);
  return undefined;
}

function describeProblem({ code, title, detail, errors, status, problem }: ProblemError): Described {
  const places = errors.map((place) => `${place.pointer ?? '/'}: ${place.detail ?? 'is wrong'}`);
  const trace = status >= 500 && problem.request_id !== undefined ? [`The node's log tells more under ${problem.request_id}.`] : [];
  const lines = [...(detail === undefined ? [] : [detail]), ...places, ...trace].map(visible);
  return { code, title: visible(title), lines, exitCode: status === 401 ? EXIT.signedOut : EXIT.failed };
}

/** The codes under an error: what Node.js, the resolver or OpenSSL called it. */
function codesOf(error: unknown): string[] {
  const codes: string[] = [];
  for (let cause = error; cause instanceof Error && codes.length < 10; cause = cause.cause) codes.push(cause.name, (cause as NodeJS.ErrnoException).code ?? '');
  return codes;
}

const CAUSES: readonly [pattern: RegExp, title: (host: string) => string, hint: (url: string) => string][] = [
  [/PinMismatchError/, (host) => `${host} shows another certificate than the one you trust`, (url) => `Either the node has a new certificate, or somebody stands between you and it. Ask its administrator for the new pin, then: adjoin login --url ${url} --pin sha256:…`],
  [/SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|CERT_UNTRUSTED/, (host) => `No public authority vouches for the certificate of ${host}`, (url) => `If the node made its own, trust it by its pin, which "adjoin init" prints there: adjoin login --url ${url} --pin sha256:…`],
  [/CERT_HAS_EXPIRED/, (host) => `The certificate of ${host} has expired`, () => 'Its administrator has to renew it.'],
  [/ALTNAME/, (host) => `The certificate of ${host} is for another name`, () => 'Use the address that the node is known by, its ADJOIN_PUBLIC_URL.'],
  [/ENOTFOUND|EAI_AGAIN/, (host) => `There is no machine called ${host}`, () => 'Check the address, and that this machine can resolve names.'],
  [/ECONNREFUSED/, (host) => `Nothing listens at ${host}`, () => 'Is the node running? Start it there with: adjoin serve'],
];

function describeUnreachable({ url, cause }: UnreachableError): Described {
  const { host } = new URL(url);
  const codes = codesOf(cause).join(' ');
  const known = CAUSES.find(([pattern]) => pattern.test(codes));
  const title = known === undefined ? `${host} did not answer` : known[1](host);
  const hint = known === undefined ? 'Is the node running, and reachable from here?' : known[2](url);
  return { code: 'unreachable', title, lines: [hint], exitCode: EXIT.unreachable };
}
