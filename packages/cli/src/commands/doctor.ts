import { styleText } from 'node:util';
import type { Command } from 'commander';
import { EXIT } from '../cli-error.ts';
import { connect } from '../connection/connect.ts';
import type { GlobalOptions } from '../connection/settings.ts';
import { describeError } from '../describe-error.ts';
import { checkAddress, checkClock } from '../doctor/check-address.ts';
import { checkDataDir } from '../doctor/check-data-dir.ts';
import { checkStatus } from '../doctor/check-status.ts';
import type { Finding } from '../doctor/finding.ts';
import { withProgress } from '../terminal/progress.ts';
import { show } from '../terminal/show.ts';

/** `adjoin doctor`: each problem, with the command or step that mends it. */
export function addDoctorCommand(program: Command): void {
  program.command('doctor').description('look for problems, and tell how to mend each; exit 1 if there are any').action(async (_options, command: Command) => {
    const options = command.optsWithGlobals<GlobalOptions>();
    const findings = await withProgress('Looking at the node', async () => [...checkDataDir(), ...(await checkNode(options))]);
    const problems = findings.filter(({ problem }) => problem !== undefined);
    show({ ok: problems.length === 0, findings }, { json: options.json, inWords: () => [...findings.map(inWords), '', summary(problems.length)].join('\n') });
    if (problems.length > 0) process.exitCode = EXIT.failed;
  });
}

function inWords({ check, problem, fix }: Finding): string {
  if (problem === undefined) return `${styleText('green', '✓')} ${check}`;
  return `${styleText('red', '✗')} ${problem}\n  → ${fix}`;
}

function summary(problems: number): string {
  if (problems === 0) return 'No problems found.';
  return problems === 1 ? 'One problem found.' : `${problems} problems found.`;
}

/** A node that cannot be asked is a finding too. */
async function checkNode(options: GlobalOptions): Promise<Finding[]> {
  try {
    const { client, url, pin, close } = await connect(options);
    try {
      const askedAt = Date.now();
      const { data: node, response } = await client.openApi.GET('/v1/node');
      const clock = checkClock({ date: response.headers.get('date'), askedAt, answeredAt: Date.now() });
      const status = await client.get('/v1/status');
      const hasPartners = status.partners.some(({ state }) => state === 'active');
      const address = node === undefined ? [] : await checkAddress({ url, pin, node, hasPartners });
      return [{ check: `The node answers at ${url}` }, clock, ...address, ...checkStatus(status)];
    } finally {
      await close();
    }
  } catch (error) {
    const described = describeError(error);
    if (described === undefined) throw error;
    return [{ check: 'The node can be asked', problem: described.title, fix: described.lines.join(' ') }];
  }
}
