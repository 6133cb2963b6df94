import type { ComponentDocument } from "@aqtra/model";
import type { CodeEditorProps } from "@aqtra/ui";
import { useMemo } from "react";

import { useGetComponentsQuery } from "../api";
import type { Side } from "./catalogue";
import { useScriptCatalogue } from "./catalogue";
import { optionsAt } from "./completing";
import { namesOf } from "./names";
import type { ScriptNames } from "./names";

const NO_FIELDS: ScriptNames["fields"] = [];

/** What may be written in a script of the component; `fields` are those of the item that it gets. */
export function useCompletions(document: ComponentDocument, side: Side, fields = NO_FIELDS): CodeEditorProps["completions"] {
  const catalogue = useScriptCatalogue();
  const { data: components } = useGetComponentsQuery(undefined);
  return useMemo(() => {
    if (!catalogue) return undefined;
    const known = (components ?? []).map(({ key, title }) => ({ id: key, name: title }));
    const names = { ...namesOf(document), components: known, fields };
    return ({ state, pos }) => {
      const found = optionsAt({ before: state.sliceDoc(0, pos), side, catalogue, names });
      return found && { from: pos - found.typed, options: [...found.options], validFor: /^\w*$/u };
    };
  }, [catalogue, components, document, fields, side]);
}
