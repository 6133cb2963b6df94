/** Published systems, their connectors and endpoints, as steps that call them choose them. */

import type { PublishedSystem } from "@aqtra/api";
import type { Property, Step } from "@aqtra/model";
import { Autocomplete, TextField } from "@mui/material";
import { useTranslation } from "react-i18next";

import { api } from "../../../shared/api";
import type { Answer } from "../../../shared/api/types";
import { fieldProps } from "./types";
import type { EditorProps } from "./types";

type System = Answer<PublishedSystem>;
type Connector = System["connectors"][number];
type Called = Extract<Connector, { base_url: string }>["endpoints"][number];
type EndpointParameter = Called["parameters"][number];

/** Undefined while they are being read. */
function useSystems(skip = false): System[] | undefined {
  return api.useListPublishedIntegrationsQuery(undefined, { skip }).data as System[] | undefined;
}

function connectorsOf(systems: System[] | undefined, step: Step): Connector[] {
  return systems?.find(({ id }) => id === step.params.system)?.connectors ?? [];
}

function endpointsOf(systems: System[] | undefined, step: Step): Connector["endpoints"][number][] {
  return connectorsOf(systems, step).find(({ id }) => id === step.params.connector)?.endpoints ?? [];
}

export function SystemEditor(props: EditorProps) {
  const { t } = useTranslation("flows");
  const systems = useSystems();
  return <Picker {...props} choices={systems} none={t("editors.noSystems")} />;
}

export function ConnectorEditor(props: EditorProps) {
  const { t } = useTranslation("flows");
  const systems = useSystems();
  const fits = (connector: Connector): boolean => "base_url" in connector !== (props.parameter.broker ?? false);
  const choices = systems && connectorsOf(systems, props.step).filter(fits);
  return <Picker {...props} choices={choices} none={t(props.parameter.broker ? "editors.noBrokers" : "editors.noConnectors")} />;
}

export function EndpointEditor(props: EditorProps) {
  const { t } = useTranslation("flows");
  const systems = useSystems();
  return <Picker {...props} choices={systems && endpointsOf(systems, props.step)} none={t("editors.noEndpoints")} />;
}

interface PickerProps extends EditorProps {
  choices: { id: string; name: string }[] | undefined;
  none: string;
}

function Picker({ choices, none, ...props }: PickerProps) {
  const { id, ...field } = fieldProps(props);
  return (
    <Autocomplete
      id={id}
      options={choices ?? []}
      loading={choices === undefined}
      value={choices?.find((choice) => choice.id === props.value) ?? null}
      getOptionKey={(choice) => choice.id}
      getOptionLabel={(choice) => choice.name}
      isOptionEqualToValue={(option, value) => option.id === value.id}
      noOptionsText={none}
      onChange={(_, choice) => props.onChange(choice?.id)}
      renderInput={(params) => <TextField {...params} {...field} />}
    />
  );
}

const KINDS: Partial<Record<EndpointParameter["type"], Property["type"]>> = {
  integer: "integer",
  number: "number",
  boolean: "boolean",
  date: "date",
  time: "time",
};

/** Parameters of the chosen endpoint in the shape in which a mapping lists its targets; null until one is chosen. */
export function useEndpointTargets(step: Step, skip: boolean): readonly Property[] | null {
  const systems = useSystems(skip);
  const endpoint = endpointsOf(systems, step).find(({ id }) => id === step.params.query_path);
  if (!endpoint || !("parameters" in endpoint)) return null;
  return endpoint.parameters.map(({ name, type, required }) => ({ id: name, name, title: name, type: KINDS[type] ?? "string", required }) as unknown as Property);
}
