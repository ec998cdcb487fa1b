import { defineConfig } from "vitest/config";

/* Nothing may be inlined: the pages' policy allows scripts, workers and worklets only as files of their own origin. */
export default defineConfig({
  base: "/static/dist/",
  publicDir: false,
  build: {
    outDir: "../src/multaqa/static/dist",
    emptyOutDir: true,
    manifest: "manifest.json",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: ["chrome94", "firefox115", "safari15"],
    rolldownOptions: { input: { app: "src/app.ts" } },
  },
  worker: { format: "es" },
  test: { include: ["src/**/*.test.ts"], environment: "node" },
});
