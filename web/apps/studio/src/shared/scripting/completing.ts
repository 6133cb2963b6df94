/** What may be written at a place of a script. Pure: text before the cursor in, options out. */

import type { ScriptCatalogue, ScriptMember, ScriptSide, ScriptType, Side } from "./catalogue";
import type { Named, ScriptNames } from "./names";

export interface Option {
  readonly label: string;
  /** Beside the label: a signature, a type, or a name for people. */
  readonly detail?: string;
  readonly info?: string;
  /** What is written, where that is not the label. */
  readonly apply?: string;
  readonly type?: string;
}

export interface Options {
  /** How many characters before the cursor are the beginning of what is chosen. */
  readonly typed: number;
  readonly options: readonly Option[];
}

interface Asked {
  readonly before: string;
  readonly side: Side;
  readonly catalogue: ScriptCatalogue;
  readonly names: ScriptNames;
}

const NAME = String.raw`[A-Za-z_]\w*`;
const CHAIN = new RegExp(String.raw`(?:^|[^\w.\])])(?:await\s+)?(${NAME}(?:\.${NAME}|\([^()]*\)|\[[^[\]]*\])*)\.(\w*)$`, "u");
const STRING = /(["'])((?:(?!\1)[^\\\n])*)$/u;
const IMPORT = /^\s*(?:import|from)\s+([\w.]*)$/u;
const WORD = /\w*$/u;
const LINKS = new RegExp(String.raw`\.(${NAME})|\([^()]*\)|\[(["'])([^"']*)\2\]|\[[^[\]]*\]`, "gu");

export function optionsAt(asked: Asked): Options | null {
  const { before } = asked;
  const line = before.slice(before.lastIndexOf("\n") + 1);
  const imported = IMPORT.exec(line);
  if (imported) return { typed: imported[1]?.length ?? 0, options: modulesOf(asked) };
  const chain = CHAIN.exec(line);
  if (chain) return { typed: chain[2]?.length ?? 0, options: members(chain[1] ?? "", asked) };
  const text = openText(line);
  if (text !== null) return { typed: text.length, options: constants(line.slice(0, line.length - text.length - 1), asked) };
  return { typed: WORD.exec(line)?.[0].length ?? 0, options: words(asked) };
}

/** The text of a string that has begun and not ended; null elsewhere. */
function openText(line: string): string | null {
  const rest = line.replaceAll(/(["'])(?:(?!\1)[^\\\n])*\1/gu, (found) => "_".repeat(found.length));
  const open = STRING.exec(rest);
  return open ? line.slice(line.length - (open[2]?.length ?? 0)) : null;
}

function modulesOf({ catalogue, side }: Asked): Option[] {
  return Object.entries(catalogue[side].modules).map(([label, info]) => ({ label, info, type: "namespace" }));
}

interface Held {
  readonly type: string;
  /** Of a control, its name. */
  readonly control?: string;
}

function members(chain: string, asked: Asked): Option[] {
  const held = heldBy(chain, asked, 3);
  const type = held && asked.catalogue[asked.side].types[held.type];
  if (!held || !type) return [];
  const own = Object.entries(type.members).map(([label, { call, signature, means }]) => ({
    label, detail: signature, info: means, type: call ? "method" : "property",
  }));
  return [...named(type.names, held, asked.names), ...own];
}

function named(kind: string | null, { control }: Held, names: ScriptNames): Option[] {
  switch (kind) {
    case "properties":
      return names.properties.map(({ id, name }) => ({ label: id, detail: name, type: "property" }));
    case "controls":
      return names.controls.map(({ name }) => ({ label: name, type: "property" }));
    case "settings":
      return (names.controls.find(({ name }) => name === control)?.settings ?? []).map((label) => ({ label, type: "property" }));
    default:
      return [];
  }
}

/** What a chain of members gives. A variable is what was assigned to it last. */
function heldBy(chain: string, asked: Asked, depth: number): Held | null {
  const side = asked.catalogue[asked.side];
  const first = /^\w+/u.exec(chain)?.[0] ?? "";
  let held = depth > 0 ? start(first, asked, side, depth) : null;
  for (const link of chain.slice(first.length).matchAll(LINKS)) {
    if (!held) return null;
    held = after(held, link[1], link[3], side);
  }
  return held;
}

function start(name: string, asked: Asked, side: ScriptSide, depth: number): Held | null {
  const assigned = [...asked.before.matchAll(new RegExp(String.raw`^\s*${name}\s*=\s*(?:await\s+)?(\w[^\n=]*)$`, "gmu"))].at(-1);
  if (assigned?.[1] && !assigned[1].startsWith(`${name}.`)) return heldBy(assigned[1].trim(), asked, depth - 1);
  const type = side.names[name]?.type;
  return type ? { type } : null;
}

function after(held: Held, member: string | undefined, key: string | undefined, side: ScriptSide): Held | null {
  const type = side.types[held.type];
  if (member === undefined && key === undefined) return held;
  const found = type && member !== undefined ? memberOf(type, member) : undefined;
  // What `Self` stands for is told by the signature only.
  if (found) return found.signature.endsWith("-> Self") ? held : found.type ? { type: found.type } : null;
  const control = member ?? key;
  return type?.names === "controls" && control !== undefined ? { type: "Control", control } : null;
}

function memberOf({ members }: ScriptType, name: string): ScriptMember | undefined {
  return members[name] ?? Object.values(members).find(({ aliases }) => aliases.includes(name));
}

const BY_CALL: Readonly<Record<string, (names: ScriptNames) => readonly Option[]>> = {
  Get: ({ properties }) => properties.map(({ id, name }) => ({ label: id, detail: name })),
  WithParameter: ({ properties }) => properties.map(({ id, name }) => ({ label: id, detail: name })),
  ChangePageByName: ({ pages }) => pages.map(({ name }) => ({ label: name })),
  ChangePageAsync: ({ pages }) => byId(pages),
  WithPageId: ({ pages }) => byId(pages),
  ExecuteDataflow: ({ flows }) => byId(flows),
  AddItem: ({ controls }) => byId(controls),
  EditItem: ({ controls }) => byId(controls),
  OpenComponent: ({ components }) => byId(components),
  DialogBuilder: ({ components }) => byId(components),
  SidebarBuilder: ({ components }) => byId(components),
  entity_set: ({ components }) => byId(components),
};

/** Shown by name, written by id. */
function byId(listed: readonly Named[]): Option[] {
  return listed.map(({ id, name }) => ({ label: name, apply: id }));
}

/** Constants where a string has begun: members of the item, or the first argument of a call. */
function constants(code: string, { names, side }: Asked): readonly Option[] {
  const item = /(?:^|[^\w.])item((?:\[(?:"[^"]*"|'[^']*')\])*)\[$/u.exec(code);
  if (item && side === "server") return fieldsUnder([...(item[1] ?? "").matchAll(/\[["']([^"']*)["']\]/gu)].map((part) => part[1] ?? ""), names);
  const control = /\.Properties\[$/u.test(code);
  if (control) return names.controls.map(({ name }) => ({ label: name }));
  const call = /\.(\w+)\($/u.exec(code)?.[1];
  return (call && BY_CALL[call]?.(names)) || [];
}

function fieldsUnder(path: readonly string[], { fields }: ScriptNames): Option[] {
  const start = path.map((part) => `${part}.`).join("");
  const found = new Map<string, Option>();
  for (const field of fields) {
    if (!field.path.startsWith(start)) continue;
    const [label = "", ...rest] = field.path.slice(start.length).split(".");
    if (label !== "" && !label.includes("[") && (rest.length === 0 || !found.has(label))) found.set(label, { label, detail: rest.length === 0 ? field.type : "object" });
  }
  return [...found.values()];
}

function words({ before, catalogue, side, names }: Asked): Option[] {
  const own = new Set([...before.matchAll(/^\s*(?:async\s+)?(?:def|class)\s+(\w+)|^\s*(\w+)\s*=(?!=)/gmu)].map((found) => found[1] ?? found[2] ?? ""));
  return [
    ...[...own].map((label) => ({ label, type: "variable" })),
    ...Object.entries(catalogue[side].names).map(([label, { means }]) => ({ label, info: means, type: "variable" })),
    ...catalogue.keywords.map((label) => ({ label, type: "keyword" })),
    ...catalogue.builtins.map((label) => ({ label, type: "function" })),
    ...modulesOf({ before, catalogue, side, names }),
  ];
}
