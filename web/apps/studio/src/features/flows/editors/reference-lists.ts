/** Where the choices of each kind of reference come from: one hook per type, so that a new kind is one more line. */

import type { FlowKind } from "@aqtra/model";

import { api, useGetDomainsQuery, useListEnabledProvidersQuery } from "../../../shared/api";
import { pageCaption } from "../../../shared/page-caption";
import type { EditorProps } from "./types";
import { useTarget } from "./use-target";

export interface Reference {
  /** What is stored. */
  key: string;
  label: string;
  hint?: string;
}

export interface ReferenceList {
  choices: readonly Reference[];
  isLoading: boolean;
  /** Something else has to be chosen first: its words under `flows:references`. */
  waitsFor?: "component";
}

type UseList = (props: Pick<EditorProps, "step" | "parameter">) => ReferenceList;

function usePages({ step, parameter }: Pick<EditorProps, "step" | "parameter">): ReferenceList {
  const { document, isOpen, isLoading } = useTarget(step, parameter);
  const choices = (document?.pages ?? []).map((page) => ({ key: page.id, label: pageCaption(page) }));
  return { choices, isLoading, ...(isOpen ? { waitsFor: "component" as const } : {}) };
}

function flowsOf(kind: FlowKind): UseList {
  return function useFlows({ step, parameter }) {
    const { document, isOpen, isLoading } = useTarget(step, parameter);
    const choices = (document?.flows ?? []).filter((flow) => flow.kind === kind).map(({ key, name }) => ({ key, label: name }));
    return { choices, isLoading, ...(isOpen ? { waitsFor: "component" as const } : {}) };
  };
}

function useTemplates(): ReferenceList {
  const { data, isLoading } = api.useListPublishedTemplatesQuery(undefined);
  return { choices: (data ?? []).map(({ id, name }) => ({ key: id, label: name })), isLoading };
}

function useClients(): ReferenceList {
  const { data, isLoading } = useGetDomainsQuery(undefined);
  return { choices: (data ?? []).map(({ name, title }) => ({ key: name, label: title || name, hint: name })), isLoading };
}

function useProviders(): ReferenceList {
  const { data, isLoading } = useListEnabledProvidersQuery(undefined);
  return { choices: (data ?? []).map(({ id, title, kind }) => ({ key: id, label: title, hint: kind })), isLoading };
}

export const LISTS: Readonly<Record<string, UseList>> = {
  page_ref: usePages,
  dataflow_ref: flowsOf("dataflow"),
  workflow_ref: flowsOf("workflow"),
  template_ref: useTemplates,
  client_ref: useClients,
  provider_ref: useProviders,
};

/** Users whose name holds a text. Who may not read them gets none, and types names. */
export function useUserNames(text: string): Reference[] {
  // The last finds stay until the next ones are there: a list that empties under the pointer cannot be clicked.
  const { data } = api.useListUsersQuery({ search: text, top: 20 });
  return (data?.value ?? []).map(({ user_name: key, first_name: first = "", last_name: last = "" }) => ({
    key,
    label: key,
    hint: `${first} ${last}`.trim(),
  }));
}
