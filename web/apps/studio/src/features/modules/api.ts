/** What the platform knows of shared Python modules, under the words of the generated client. */

import type { CompileProblem as Compiled, Module as Stored, ModuleSummary as Summary } from "@aqtra/api";

import { api } from "../../shared/api";
import type { Answer } from "../../shared/api/types";

export const { useListModulesQuery, useGetModuleQuery, useCreateModuleMutation, useSaveModuleMutation, useDeleteModuleMutation, useCompileModuleMutation } = api;

export type Module = Answer<Stored>;
export type ModuleSummary = Answer<Summary>;
export type ModuleType = Module["type"];
export type ModuleState = Module["state"];
export type CompileProblem = Answer<Compiled>;

/** What is typed. */
export type Draft = Pick<Module, "title" | "name" | "type" | "source">;

export const TYPES: readonly ModuleType[] = ["both", "frontend", "backend"];
export const BLANK: Draft = { title: "", name: "", type: "both", source: "" };

const IMPORT_NAME = /^[A-Za-z][A-Za-z0-9_]{0,49}$/u;

export function draftOf({ title, name, type, source }: Module): Draft {
  return { title, name, type, source };
}

/** Fields that cannot be stored like this. Whether a name is free only the platform knows. */
export function missingIn({ title, name }: Draft): readonly ("title" | "name")[] {
  return [...(title.trim() === "" ? (["title"] as const) : []), ...(IMPORT_NAME.test(name) ? [] : (["name"] as const))];
}
