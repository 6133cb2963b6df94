import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";

import { defineConfig } from "vite";

/** The page was built before. */
const built = (path: string) => readFile(new URL(`../../dist/workplace/${path}`, import.meta.url), "utf8");
const page = await built("index.html");
const named = page.match(/\/assets\/[^"']+/g) ?? [];
const styles = await Promise.all(named.filter((url) => url.endsWith(".css")).map(built));
/** Letters of the languages that Workplace comes in. */
const fonts = styles.join().match(/\/assets\/inter-(latin|latin-ext|cyrillic)-wght-normal[^)"']+\.woff2/g) ?? [];
const files = new Set([...named, ...fonts]);
const shell = [
  { url: "/", revision: createHash("sha256").update(page).digest("hex").slice(0, 16) },
  ...[...files].map((url) => ({ url, revision: null })),
];

export default defineConfig({
  root: import.meta.dirname,
  define: { SHELL: JSON.stringify(shell), "process.env.NODE_ENV": JSON.stringify("production") },
  publicDir: false,
  build: {
    outDir: "../../dist/workplace",
    emptyOutDir: false,
    sourcemap: false,
    lib: { entry: "src/worker/worker.ts", formats: ["iife"], name: "worker", fileName: () => "worker.js" },
  },
});
