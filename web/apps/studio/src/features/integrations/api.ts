/** What the platform knows of systems that flows call, and what new parts of them begin with. */

import type { ChangedSystem, PublishedSystem, System as Stored, SystemSummary, Tried } from "@aqtra/api";

import { api } from "../../shared/api";
import type { Answer } from "../../shared/api/types";

export const {
  useListIntegrationsQuery,
  useGetIntegrationQuery,
  useCreateIntegrationMutation,
  useSaveIntegrationMutation,
  useDeleteIntegrationMutation,
  usePublishIntegrationMutation,
  useTryIntegrationMutation,
  useImportConnectorMutation,
} = api;

export type System = Answer<Stored>;
export type Published = Answer<PublishedSystem>;
export type AnyConnector = System["connectors"][number];
/** One that is called. */
export type Connector = Extract<AnyConnector, { base_url: string }>;
/** One that hands messages over. */
export type Broker = Exclude<AnyConnector, { base_url: string }>;
export type BrokerEndpoint = Broker["endpoints"][number];
export type Endpoint = Connector["endpoints"][number];
export type EndpointParameter = Endpoint["parameters"][number];
export type Auth = Connector["auth"];
export type Paging = Endpoint["paging"];
export type Method = Endpoint["methods"][number];
export type { SystemSummary, Tried };

/** What is being edited. `secrets` by connector: only those that were typed. */
export interface Draft {
  name: string;
  description: string;
  connectors: AnyConnector[];
  secrets: Record<string, string>;
}

export const METHODS: Method[] = ["get", "post", "put", "patch", "delete", "head"];
export const PLACES: EndpointParameter["place"][] = ["path", "query", "header", "body", "content"];
export const TYPES: EndpointParameter["type"][] = [
  "any", "string", "integer", "number", "boolean", "uuid", "uri", "date", "date-time", "time", "array", "object",
];
export const BODY_FORMATS: Endpoint["body_format"][] = ["json", "form", "text", "xml"];

const AUTHS: Record<Auth["kind"], Auth> = {
  none: { kind: "none" },
  basic: { kind: "basic", user_name: "" },
  header: { kind: "header", header: "X-Api-Key", prefix: "" },
  oauth2: { kind: "oauth2", token_url: "https://", client_id: "", scopes: [], audience: "", client_auth: "client_secret_basic" },
};
export const AUTH_KINDS = Object.keys(AUTHS) as Auth["kind"][];

const PAGED = { items_path: "", page_limit: 100 };
const PAGINGS: Record<Paging["kind"], Paging> = {
  none: { kind: "none" },
  page: { kind: "page", parameter: "page", first: 1, size_parameter: "", size: 100, ...PAGED },
  offset: { kind: "offset", parameter: "offset", size_parameter: "limit", size: 100, ...PAGED },
  cursor: { kind: "cursor", parameter: "cursor", cursor_path: "next", ...PAGED },
  link: { kind: "link", ...PAGED },
};
export const PAGING_KINDS = Object.keys(PAGINGS) as Paging["kind"][];

export const newAuth = (kind: Auth["kind"]): Auth => AUTHS[kind];
export const newPaging = (kind: Paging["kind"]): Paging => PAGINGS[kind];

export function newConnector(name: string): Connector {
  return { id: crypto.randomUUID(), name, kind: "http", base_url: "https://", auth: newAuth("none"), headers: [], timeout: 30, certificates: "", endpoints: [] };
}

export const isBroker = (connector: AnyConnector): connector is Broker => !("base_url" in connector);

const BROKERS: Record<Broker["kind"], Pick<Broker, "kind"> & { port: number }> = {
  rabbitmq: { kind: "rabbitmq", port: 5671 },
  nats: { kind: "nats", port: 4222 },
  mqtt: { kind: "mqtt", port: 8883 },
  kafka: { kind: "kafka", port: 9093 },
};
export const BROKER_KINDS = Object.keys(BROKERS) as Broker["kind"][];
export const MESSAGE_FORMATS: BrokerEndpoint["body_format"][] = ["json", "text", "xml", "bytes"];
export const KAFKA_MECHANISMS = ["SCRAM-SHA-512", "SCRAM-SHA-256", "PLAIN"] as const;

/** Where a broker of the kind usually listens with TLS. */
export const usualPort = (kind: Broker["kind"]): number => BROKERS[kind].port;

export function newBroker(kind: Broker["kind"], name: string): Broker {
  const common = { id: crypto.randomUUID(), name, addresses: [], tls: true, auth: { kind: "none" as const }, timeout: 30, certificates: "", endpoints: [] };
  switch (kind) {
    case "rabbitmq":
      return { ...common, kind, virtual_host: "/" };
    case "nats":
      return { ...common, kind };
    case "mqtt":
      return { ...common, kind, version: "5" };
    case "kafka":
      return { ...common, kind, mechanism: "SCRAM-SHA-512" };
  }
}

export function newBrokerEndpoint(name: string): BrokerEndpoint {
  return { id: crypto.randomUUID(), name, address: "", body_format: "json", response: {}, from_beginning: false, description: "" };
}

export function newEndpoint(name: string): Endpoint {
  return {
    id: crypto.randomUUID(),
    name,
    path: "/",
    methods: ["get"],
    parameters: [],
    body_format: "json",
    response: {},
    paging: newPaging("none"),
    description: "",
  };
}

export const BLANK: Draft = { name: "", description: "", connectors: [], secrets: {} };

export function draftOf({ name, description, connectors }: System): Draft {
  return { name, description, connectors, secrets: {} };
}

export function changeOf(draft: Draft, version: number): ChangedSystem {
  return { ...draft, version };
}

/** The list with one of its members replaced, or with null taken out. */
export function withOne<Item extends { id: string }>(list: readonly Item[], id: string, change: Item | null): Item[] {
  return list.flatMap((item) => (item.id !== id ? [item] : change ? [change] : []));
}

/** Parameters that the path names and the list does not have yet, and without those that the path names no more. */
export function parametersOf(path: string, parameters: readonly EndpointParameter[]): EndpointParameter[] {
  const names = new Set([...path.matchAll(/\{([^{}/]+)\}/g)].map(([, name]) => name ?? ""));
  const wire = (parameter: EndpointParameter): string => parameter.sent_as || parameter.name;
  const kept = parameters.filter((parameter) => parameter.place !== "path" || names.has(wire(parameter)));
  const known = new Set(kept.filter(({ place }) => place === "path").map(wire));
  const added = [...names].filter((name) => !known.has(name));
  return [...added.map((name): EndpointParameter => ({ ...newParameter(name), place: "path", required: true })), ...kept];
}

export function newParameter(name: string): EndpointParameter {
  return { name, place: "query", type: "string", required: false, sent_as: "", description: "" };
}
