import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Libraries of the first page. */
const VENDOR =
  /node_modules\/(react|react-dom|scheduler|@reduxjs|immer|redux|reselect|react-redux|react-router|i18next|react-i18next|@emotion|stylis|@mui\/(system|styled-engine|utils|private-theming))\//;

export default defineConfig({
  root: import.meta.dirname,
  base: "/",
  plugins: [react()],
  build: {
    outDir: "../../dist/workplace",
    emptyOutDir: true,
    sourcemap: false,
    // What every page needs, in one piece: it compresses better and stays cached across releases.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: "vendor", test: VENDOR }] } } },
  },
  // `npx vite apps/workplace` against a running platform; its certificate is self-made.
  server: { proxy: { "/api": { target: "https://localhost:8443", secure: false, ws: true } } },
});
