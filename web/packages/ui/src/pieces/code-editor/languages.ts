/** Languages of the code editor. Each is loaded when code in it is first shown. */
import type { Extension } from "@codemirror/state";

export type CodeLanguage =
  | "plain_text"
  | "javascript"
  | "typescript"
  | "python"
  | "json"
  | "html"
  | "css"
  | "sql"
  | "xml"
  | "yaml"
  | "markdown"
  | "csharp";

const LOADERS: Readonly<Record<CodeLanguage, () => Promise<Extension>>> = {
  plain_text: () => Promise.resolve([]),
  javascript: async () => (await import("@codemirror/lang-javascript")).javascript({ jsx: true }),
  typescript: async () => (await import("@codemirror/lang-javascript")).javascript({ typescript: true }),
  python: async () => (await import("@codemirror/lang-python")).python(),
  json: async () => (await import("@codemirror/lang-json")).json(),
  html: async () => (await import("@codemirror/lang-html")).html(),
  css: async () => (await import("@codemirror/lang-css")).css(),
  sql: async () => (await import("@codemirror/lang-sql")).sql(),
  xml: async () => (await import("@codemirror/lang-xml")).xml(),
  yaml: async () => (await import("@codemirror/lang-yaml")).yaml(),
  markdown: async () => (await import("@codemirror/lang-markdown")).markdown(),
  csharp: async () => {
    const [{ StreamLanguage }, { csharp }] = await Promise.all([import("@codemirror/language"), import("@codemirror/legacy-modes/mode/clike")]);
    return StreamLanguage.define(csharp);
  },
};

/** As people write their names; not translated. */
export const LANGUAGE_NAMES: Readonly<Record<Exclude<CodeLanguage, "plain_text">, string>> = {
  javascript: "JavaScript",
  typescript: "TypeScript",
  python: "Python",
  json: "JSON",
  html: "HTML",
  css: "CSS",
  sql: "SQL",
  xml: "XML",
  yaml: "YAML",
  markdown: "Markdown",
  csharp: "C#",
};

export function loadLanguage(language: CodeLanguage): Promise<Extension> {
  return LOADERS[language]();
}

/** Python's rule is four (PEP 8); everything else is indented by two here. */
export function indentOf(language: CodeLanguage): string {
  return language === "python" || language === "csharp" ? "    " : "  ";
}
