import { lingui } from '@lingui/vite-plugin';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), lingui({ macroTransform: true, cwd: import.meta.dirname, failOnMissing: 'catalog' })],
  // For development: `ADJOIN_NODE=https://127.0.0.1:8443 npm run dev -w packages/web` works at that node.
  server: { proxy: { '/v1': { target: process.env.ADJOIN_NODE ?? 'https://127.0.0.1:8443', secure: false } } },
  build: {
    // Browsers that know light-dark(), :has() and nesting, so that the tokens are written once.
    target: ['chrome123', 'firefox128', 'safari17.5'],
    // The node's CSP allows no data: URLs.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  test: { name: 'web', include: ['src/**/*.test.ts'] },
});
