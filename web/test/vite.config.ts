import { defineConfig } from "vite";
import base from "../vite.config";

/* The sound alone on a page, built as the product builds it. */
export default defineConfig({
  base: "/",
  publicDir: false,
  build: {
    ...base.build,
    outDir: "../test-results/sound",
    rolldownOptions: { input: { page: "test/page.ts" }, output: { entryFileNames: "[name].js" } },
  },
  worker: base.worker,
});
