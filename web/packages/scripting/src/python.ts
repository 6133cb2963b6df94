/** The Python half, as text by its path: what is of the browser, and what scripts on the server find as well. */
const own = import.meta.glob<string>("./python/**/*.py", { query: "?raw", import: "default", eager: true });
const shared = import.meta.glob<string>("../../../../src/aqtra/scripting/shared/**/*.py", { query: "?raw", import: "default", eager: true });

export const pythonSources: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({ ...own, ...shared }).map(([path, source]) => [path.replace(/^.*\/(python|shared)\//, ""), source]),
);
