import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

import { pyodide } from "../../tools/pyodide";

/** Libraries of the first page. */
const VENDOR =
  /node_modules\/(react|react-dom|scheduler|@reduxjs|immer|redux|reselect|react-redux|react-router|i18next|react-i18next|@emotion|stylis|@mui\/(system|styled-engine|utils|private-theming))\//;

export default defineConfig({
  root: import.meta.dirname,
  base: "/",
  plugins: [react(), pyodide()],
  // The server knows the worker of scripts by its name: it alone may compile WebAssembly.
  worker: { format: "es", rolldownOptions: { output: { entryFileNames: "assets/script-worker-[hash].js" } } },
  build: {
    outDir: "../../dist/workplace",
    emptyOutDir: true,
    sourcemap: false,
    // What every page needs, in two pieces: they compress better than many small ones, and that of the
    // libraries stays cached across releases.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: "vendor", tags: ["$initial"], test: VENDOR, priority: 2 },
            { name: "first", tags: ["$initial"], priority: 1 },
          ],
        },
      },
    },
  },
  // `npx vite apps/workplace` against a running platform; its certificate is self-made.
  server: { proxy: { "/api": { target: "https://localhost:8443", secure: false, ws: true } } },
});
