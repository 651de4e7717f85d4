/** First releases of each line with the security fixes of 21 October 2026 (10 CVEs, 4 of them high). */
const FIRST_SAFE: Readonly<Record<number, readonly [minor: number, patch: number]>> = { 24: [22, 1], 26: [12, 1] };

/** Warns on a Node.js that lacks the security release of 21 October 2026. */
export function warnOfOldRuntime(version: string, warn: (line: string) => void): void {
  const [major = 0, minor = 0, patch = 0] = version.replace('v', '').split('.').map(Number);
  const safe = FIRST_SAFE[major];
  if (safe === undefined || minor > safe[0] || (minor === safe[0] && patch >= safe[1])) return;
  warn(`Warning: Node.js ${version} lacks the security release of 21 October 2026. Use ${major}.${safe[0]}.${safe[1]} or newer for anything but trials.`);
}
