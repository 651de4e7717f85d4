import type { Finding } from './finding.ts';

/** First releases of each line with the security fixes of 21 October 2026 (10 CVEs, 4 of them high). */
const FIRST_SAFE: Readonly<Record<number, readonly [minor: number, patch: number]>> = { 24: [22, 1], 26: [12, 1] };

/** Does the Node.js under the node have the security fixes that it needs? */
export function checkRuntime(version: string): Finding {
  const check = `Node.js ${version} has the security fixes that a node needs`;
  const [major = 0, minor = 0, patch = 0] = version.replace('v', '').split('.').map(Number);
  const safe = FIRST_SAFE[major];
  const isSafe = safe === undefined ? major > 26 : minor > safe[0] || (minor === safe[0] && patch >= safe[1]);
  if (isSafe) return { check };
  return { check, problem: `The node runs on Node.js ${version}, which lacks the security release of 21 October 2026`, fix: 'Install Node.js 26.13 or 24.22.1, or newer, and restart: adjoin serve' };
}
