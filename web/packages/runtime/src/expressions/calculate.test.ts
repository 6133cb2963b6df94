/** The cases of the server: what it reads and calculates, the browser calculates alike. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { describe, expect, it } from "vitest";

import { calculate, type Names, type Tree } from "./calculate";
import { exactOf, exactText } from "./exact";
import { isKind, NotCalculable, numberValue, type Value, valueOf } from "./values";

interface Case {
  readonly expression: string;
  readonly tree: Tree;
  readonly result: unknown;
}

interface Cases {
  readonly given: Readonly<Record<string, unknown>>;
  readonly cases: readonly Case[];
}

const TODAY: Value = { is: "date", text: "2026-03-01" };
const NOW: Value = { is: "datetime", instant: Date.parse("2026-03-01T12:30:00Z") };

function casesOf(name: string): Cases {
  const folder = "../../../../../tests/unit/metadata/expressions";
  return JSON.parse(readFileSync(fileURLToPath(new URL(`${folder}/${name}.json`, import.meta.url)), "utf8")) as Cases;
}

/** Values of cases name their type. */
function given(value: unknown): Value {
  if (typeof value !== "object" || value === null) return valueOf(value, undefined);
  const [[type = "", inner] = []] = Object.entries(value);
  if (type === "list") return { is: "list", values: (inner as unknown[]).map(given) };
  return valueOf(inner, type);
}

function shown(value: Value): unknown {
  if (isKind(value, "number")) return { number: exactText(value.number) };
  if (isKind(value, "datetime")) return { datetime: new Date(value.instant).toISOString() };
  if (isKind(value, "date")) return { date: value.text };
  if (isKind(value, "time")) return { time: value.text };
  if (isKind(value, "list")) return { list: value.values.map(shown) };
  return isKind(value, "entry") ? { entry: value.members } : value;
}

function namesOf(values: Cases["given"]): Names {
  const value = ([name = "", ...members]: readonly string[]) => {
    let found = given(values[name] ?? null);
    for (const member of members) {
      const inner = isKind(found, "entry") ? found.members[member] : null;
      found = typeof inner === "number" ? numberValue(exactOf(inner) ?? { digits: 0n, scale: 0 }) : valueOf(inner, undefined);
    }
    return found;
  };
  return { value, today: () => TODAY, now: () => NOW };
}

function result(tree: Tree, names: Names): unknown {
  try {
    return shown(calculate(tree, names));
  } catch (error) {
    if (error instanceof NotCalculable) return { error: true };
    throw error;
  }
}

describe("expressions", () => {
  it.each(["cases", "drawn"])("give what the server gives: %s", (name) => {
    const { given: values, cases } = casesOf(name);
    expect(cases.length).toBeGreaterThan(150);
    const names = namesOf(values);
    const differing = cases.map((each) => ({ ...each, found: result(each.tree, names) })).filter((each) => JSON.stringify(each.found) !== JSON.stringify(each.result));
    expect(differing).toEqual([]);
  });

  it("of a newer version are not guessed at", () => {
    expect(result(["xor", ["value", true]], namesOf({}))).toEqual({ error: true });
  });
});
