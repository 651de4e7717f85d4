import { defineConfig } from 'vitest/config';

/**
 * The first three projects run side by side; then the tests between real processes and the browser's,
 * a file at a time, since they measure time and share the machine.
 */
export default defineConfig({
  test: {
    projects: [
      project('unit', ['packages/!(web)/src/**/*.test.ts', 'scripts/**/*.test.ts']),
      // Builds its language files as the app does.
      'packages/web/vite.config.ts',
      project('conformance', ['tests/conformance/**/*.test.ts']),
      project('scenarios', ['tests/scenarios/**/*.test.ts']),
      serialProject('processes', ['tests/processes/**/*.test.ts'], 1),
      serialProject('browser', ['tests/browser/**/*.test.ts'], 2),
    ],
  },
});

function project(name: string, include: string[]) {
  return { test: { name, include, testTimeout: 20_000, hookTimeout: 20_000, sequence: { groupOrder: 0 } } };
}

function serialProject(name: string, include: string[], groupOrder: number) {
  return {
    test: {
      name,
      include,
      testTimeout: 120_000,
      hookTimeout: 120_000,
      fileParallelism: false,
      sequence: { groupOrder },
    },
  };
}
