import { writeFileSync } from 'node:fs';
import type { Reporter, SerializedError, TestModule } from 'vitest/node';

/**
 * A vitest reporter that writes "passed failed skipped" to the file named by ADJOIN_TEST_COUNTS.
 * A file that cannot be loaded and an error outside any test each count as one failure.
 */
export default class CountTests implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    const path = process.env.ADJOIN_TEST_COUNTS;
    if (path === undefined) return;
    const outcomes = modules.flatMap(outcomesOf);
    const count = (state: string): number => outcomes.filter((outcome) => outcome === state).length;
    const failed = count('failed') + unhandledErrors.length;
    writeFileSync(path, `${count('passed')} ${failed} ${count('skipped')}\n`);
  }
}

function outcomesOf(module: TestModule): string[] {
  const outcomes = [...module.children.allTests()].map((test) => test.result().state as string);
  const failedOutsideTests = module.state() === 'failed' && !outcomes.includes('failed');
  return failedOutsideTests ? [...outcomes, 'failed'] : outcomes;
}
