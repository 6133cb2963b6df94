/** What expressions may read: paths of the model, and of the rows of an array. */

import type { Content, Property } from "./api";

export interface ModelPath {
  path: string;
  type: string;
}

/** Values of the model, without what lies in arrays. */
export function valuePaths(properties: readonly Property[], before = ""): ModelPath[] {
  return properties.flatMap(({ name, type, properties: members }) => {
    const path = `${before}${name}`;
    if (type === "object") return valuePaths(members, `${path}.`);
    return type === "array" ? [] : [{ path, type }];
  });
}

export function arrayPaths(properties: readonly Property[], before = ""): ModelPath[] {
  return properties.flatMap(({ name, type, properties: members }) => {
    const path = `${before}${name}`;
    if (type === "object") return arrayPaths(members, `${path}.`);
    return type === "array" ? [{ path, type }] : [];
  });
}

/** Members of the rows of an array; `row.items` is one of the row around it. */
export function membersOf(properties: readonly Property[], path: string, row: readonly Property[] = []): Property[] {
  const [head = "", ...rest] = path.trim().split(".");
  let found: Property | undefined;
  let inside: readonly Property[] = head === "row" ? row : properties;
  for (const name of head === "row" ? rest : [head, ...rest]) {
    found = inside.find((property) => property.name === name);
    inside = found?.properties ?? [];
  }
  return found?.type === "array" ? found.properties : [];
}

export interface Scope {
  values: ModelPath[];
  arrays: ModelPath[];
}

/** What may be read where `array` gives the rows; nothing of rows where it is empty. */
export function scopeOf(content: Content, array: string, outer: readonly Property[] = []): Scope {
  const root = content.properties;
  const row = array === "" ? outer : membersOf(root, array, outer);
  const values = [...valuePaths(row, "row."), ...(row.length > 0 ? [{ path: "index", type: "integer" }] : []), ...valuePaths(root)];
  return { values: [...values, { path: "today", type: "date" }], arrays: [...arrayPaths(root), ...arrayPaths(row, "row.")] };
}

export function firstArray(content: Content): { path: string; members: string[] } | null {
  const [first] = arrayPaths(content.properties);
  if (!first) return null;
  return { path: first.path, members: valuePaths(membersOf(content.properties, first.path)).map(({ path }) => path) };
}
