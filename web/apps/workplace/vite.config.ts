import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  root: import.meta.dirname,
  base: "/",
  plugins: [react()],
  build: { outDir: "../../dist/workplace", emptyOutDir: true, sourcemap: false },
  // `npx vite apps/workplace` against a running platform; its certificate is self-made.
  server: { proxy: { "/api": { target: "https://localhost:8443", secure: false, ws: true } } },
});
