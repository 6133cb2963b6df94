/** Rows of a mapping: which property is written from where. Pure. */

import type { Json, JsonObject, Property } from "@aqtra/model";

import type { ModelField } from "./types";

/** A row without source and without constant writes nothing; a constant counts even when it is null. */
export interface MappingRow {
  target: string;
  source?: string;
  const?: Json;
}

export function readRows(value: Json | undefined): MappingRow[] {
  if (!Array.isArray(value)) return [];
  return (value as readonly Json[]).flatMap((row): MappingRow[] => {
    if (typeof row !== "object" || row === null || Array.isArray(row)) return [];
    const { target, source, const: constant } = row as JsonObject;
    if (typeof target !== "string") return [];
    if (typeof source === "string" && source !== "") return [{ target, source }];
    return [constant === undefined ? { target } : { target, const: constant }];
  });
}

/** Replaces, adds or (with null) takes away the row of one target; others keep their order. */
export function withRow(rows: readonly MappingRow[], target: string, row: MappingRow | null): MappingRow[] {
  const index = rows.findIndex((candidate) => candidate.target === target);
  if (index < 0) return row ? [...rows, row] : [...rows];
  return [...rows.slice(0, index), ...(row ? [row] : []), ...rows.slice(index + 1)];
}

export function writeRows(rows: readonly MappingRow[]): Json {
  return rows.map((row): JsonObject => {
    if (row.source !== undefined) return { target: row.target, source: row.source };
    return row.const === undefined ? { target: row.target } : { target: row.target, const: row.const };
  });
}

const LAST_NAME = /([^.@]+)(@[^.]*)?$/;

function lastName(path: string): string {
  return LAST_NAME.exec(path)?.[1] ?? path;
}

/** The field a property most likely comes from: of the form first, then a variable of the same name. */
export function namesake(property: string, fields: readonly ModelField[]): string | undefined {
  // What is inside an array is many values, which no single property takes.
  const paths = fields.map((field) => field.path).filter((path) => !path.includes("[*]"));
  return (
    paths.find((path) => path === `data.${property}`) ??
    paths.find((path) => !path.includes(".") && lastName(path).replace(/^_/, "") === property) ??
    paths.find((path) => lastName(path) === property)
  );
}

/** Fills every property that is not mapped yet from the field of its name. */
export function mapByName(rows: readonly MappingRow[], properties: readonly Property[], fields: readonly ModelField[]): MappingRow[] {
  return properties.reduce<MappingRow[]>((filled, property) => {
    const known = filled.find((row) => row.target === property.name);
    if (known?.source !== undefined || known?.const !== undefined) return filled;
    const source = namesake(property.name, fields);
    return source === undefined ? filled : withRow(filled, property.name, { target: property.name, source });
  }, [...rows]);
}

/** The target a free row most likely has when only its source is known: the same name, the form's prefix left out. */
export function targetFor(source: string): string {
  return lastName(source.replaceAll("[*]", ""));
}
