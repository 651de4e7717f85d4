import { lingui } from "@lingui/vite-plugin";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { fakeNode } from "./dev/fake-node.ts";

export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    react(),
    lingui({ macroTransform: true, cwd: import.meta.dirname, failOnMissing: "catalog" }),
    fakeNode(),
  ],
  build: {
    // Browsers that know light-dark(), :has() and nesting, so that the tokens are written once.
    target: ["chrome123", "firefox128", "safari17.5"],
    // The node's CSP allows no data: URLs.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  test: { include: ["src/**/*.test.ts"] },
});
