/** What scripts may use, as the platform describes it: `schema/scripting.json`. */

import { api } from "../api";

export type Side = "browser" | "server";

export interface ScriptMember {
  readonly call: boolean;
  readonly signature: string;
  /** The object that it gives; null for plain values. */
  readonly type: string | null;
  readonly means: string;
  readonly aliases: readonly string[];
}

export interface ScriptType {
  readonly means: string;
  /** Whose names its further attributes are. */
  readonly names: "properties" | "controls" | "settings" | "data" | null;
  readonly members: Readonly<Record<string, ScriptMember>>;
}

export interface ScriptSide {
  readonly names: Readonly<Record<string, { readonly type: string | null; readonly means: string }>>;
  readonly modules: Readonly<Record<string, string>>;
  readonly types: Readonly<Record<string, ScriptType>>;
}

export interface ScriptCatalogue extends Readonly<Record<Side, ScriptSide>> {
  readonly keywords: readonly string[];
  readonly builtins: readonly string[];
}

/** The catalogue is a file that OpenAPI does not describe; its shape is ours. */
export function useScriptCatalogue(): ScriptCatalogue | undefined {
  return api.useGetScriptingCatalogueQuery().data as ScriptCatalogue | undefined;
}
