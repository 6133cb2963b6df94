import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const FOLDERS = ["packages/*/src/**", "apps/*/src/**"];
const named = (ending: string) => FOLDERS.map((folder) => `${folder}/*.test.${ending}`);

export default defineConfig({
  plugins: [react()],
  test: {
    restoreMocks: true,
    testTimeout: 30_000,
    // All cores; unless told, one is left idle, which of two is half.
    maxWorkers: "100%",
    projects: [
      {
        extends: true,
        // Rules and models need no browser and leave nothing behind. A file that does want a document says so in its first line.
        test: { name: "logic", environment: "node", isolate: false, include: named("ts") },
      },
      {
        extends: true,
        // Views keep things in modules and in the document: hooks, styles, what the keyboard did last. Each file has its own.
        test: { name: "views", environment: "jsdom", include: named("tsx"), setupFiles: ["./vitest.setup.ts"] },
      },
    ],
  },
});
