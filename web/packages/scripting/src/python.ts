/** The Python half, as text by its path. */
const sources = import.meta.glob<string>("./python/**/*.py", { query: "?raw", import: "default", eager: true });

export const pythonSources: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(sources).map(([path, source]) => [path.replace("./python/", ""), source]),
);
