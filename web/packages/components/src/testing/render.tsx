/** Renders one element for tests: the real view in the real box, with a page whose answers the test decides. */
import { ThemeProvider } from "@aqtra/ui";
import { render } from "@testing-library/react";
import i18next from "i18next";
import { type ReactNode, Suspense, useState } from "react";
import { I18nextProvider, initReactI18next } from "react-i18next";

import uiStrings from "../../../ui/src/strings/en.json";
import { createDesignRuntime } from "../design-runtime";
import { ElementView } from "../element-view";
import type { Element, Entry, FieldProperty } from "../model";
import type {
  CommandRequest,
  EntriesQuery,
  EntriesResult,
  EventOutcome,
  FieldState,
  FileInfo,
  FileUpload,
  GridStyles,
  RuntimeApi,
  ShownFile,
  UploadOptions,
} from "../runtime-api";
import strings from "../strings/en.json";

const NO_STYLES: GridStyles = {};
const i18n = i18next.createInstance();
void i18n.use(initReactI18next).init({
  lng: "en",
  resources: { en: { components: strings, ui: uiStrings } },
  interpolation: { escapeValue: false },
});

export interface Scene {
  kind: string;
  settings?: Element["settings"];
  children?: ReactNode;
  /** Elements that the view looks at: those of its card, or its panels. */
  elements?: readonly Element[];
  /** Of an element that arranges panels: their contents, by name. */
  panels?: Readonly<Record<string, ReactNode>>;
  /** Of an element that draws its children for each entry. */
  renderItem?: (entry: Entry) => ReactNode;
  property?: Partial<FieldProperty> & Pick<FieldProperty, "type">;
  value?: unknown;
  error?: string;
  readOnly?: boolean;
  design?: boolean;
  locale?: string;
  timeZone?: string;
  busy?: boolean;
  /** How a script wants the parts of a grid to look. */
  styles?: GridStyles;
  values?: Readonly<Record<string, unknown>>;
  properties?: Readonly<Record<string, FieldProperty>>;
  entries?: (query: EntriesQuery) => Partial<EntriesResult>;
  /** What becomes of an event; unheard unless said otherwise. */
  outcome?: (event: string) => Promise<EventOutcome>;
  /** What is known of a file, by its id or reference. */
  files?: Readonly<Record<string, Partial<ShownFile>>>;
  /** The picture of the domain for missing ones. */
  noImage?: string;
  /** How an upload ends; the test decides when. */
  send?: (upload: FileUpload, options: UploadOptions) => Promise<FileInfo>;
}

/** What happened while the test ran. */
export interface Log {
  values: unknown[];
  /** Values at each commit. */
  commits: unknown[];
  events: [event: string, ...details: unknown[]][];
  commands: CommandRequest[];
  /** Paths of this application that were gone to. */
  followed: string[];
  queries: EntriesQuery[];
  /** What the view watches, and how to tell it that something changed there. */
  watched: readonly string[];
  tell: () => void;
  refreshed: number;
  /** Uploads that were thrown away, by the name of their file. */
  dropped: string[];
}

export function elementOf(kind: string, settings: Element["settings"] = {}): Element {
  return { id: "00000000-0000-4000-8000-0000000000aa", kind, name: "Element_1", settings, children: [] };
}

export function show(scene: Scene): Log {
  const log: Log = { values: [], commits: [], events: [], commands: [], followed: [], queries: [], watched: [], tell: () => undefined, refreshed: 0, dropped: [] };
  const runtime = pageOf(scene, log);
  render(
    <I18nextProvider i18n={i18n}>
      <ThemeProvider>
        <Suspense fallback={null}>
          <Bound scene={scene} log={log} runtime={runtime} />
        </Suspense>
      </ThemeProvider>
    </I18nextProvider>,
  );
  return log;
}

function Bound({ scene, log, runtime }: { scene: Scene; log: Log; runtime: RuntimeApi }) {
  const [value, setValue] = useState<unknown>(scene.value ?? null);
  const [node] = useState(() => ({ ...elementOf(scene.kind, scene.settings), children: scene.elements ?? [] }));
  const { property } = scene;
  const field: FieldState | undefined = property && {
    path: "data.Field",
    property: { name: "Field", title: "Field title", ...property },
    value,
    required: property.required ?? false,
    readOnly: scene.readOnly ?? false,
    error: scene.error,
    onChange: (next) => {
      log.values.push(next);
      setValue(next);
    },
    onCommit: () => {
      log.commits.push(value);
    },
  };
  return (
    <ElementView node={node} runtime={runtime} design={scene.design ?? false} field={field} panels={panelsOf(scene)} renderItem={scene.renderItem}>
      {scene.children}
    </ElementView>
  );
}

function panelsOf({ panels }: Scene) {
  return panels && Object.entries(panels).map(([name, content]) => ({ id: name, name, content }));
}

function pageOf(scene: Scene, log: Log): RuntimeApi {
  const refresh = () => {
    log.refreshed += 1;
  };
  const base = createDesignRuntime({
    component: "own",
    locale: scene.locale ?? "en",
    components: (key) => ({ key, title: "Invoices", properties: [], mayCreate: true }),
    property: (_, path) => scene.properties?.[path.replace(/^data\./, "")],
  });
  // One answer per question, as a cache gives: a new array for each render would look like new rows.
  const answers = new Map<string, EntriesResult>();
  return {
    ...base,
    timeZone: scene.timeZone ?? "UTC",
    runCommand: (request) => {
      log.commands.push(request);
      return Promise.resolve();
    },
    follow: (path) => {
      log.followed.push(path);
    },
    emit: (_, event, ...details) => {
      log.events.push([event, ...details]);
      return scene.outcome?.(event) ?? Promise.resolve("unheard" as const);
    },
    useStyles: () => scene.styles ?? NO_STYLES,
    useEntryNews: (components, told) => {
      log.watched = components;
      log.tell = told;
    },
    fileUrl: (reference) => `/files/${reference}`,
    useFile: (source) => {
      const id = source ? ("path" in source ? source.value : source.reference) : "";
      const known = source ? { url: `/files/${id}`, thumbnail: `/files/${id}/small` } : {};
      return { status: "ready", info: undefined, url: undefined, thumbnail: undefined, failure: undefined, ...known, ...scene.files?.[id] };
    },
    useNoImage: () => scene.noImage,
    sendFile: (upload, options) => scene.send?.(upload, options) ?? Promise.reject(new Error("the scene sends nothing")),
    dropUpload: ({ file }) => {
      log.dropped.push(file.name);
    },
    useBusy: () => scene.busy ?? false,
    useValues: (paths) => paths.map((path) => scene.values?.[path] ?? null),
    useEntries: (query) => {
      if (!query) return { rows: [], count: undefined, status: "idle", failure: undefined, refresh };
      const key = JSON.stringify(query);
      const known = answers.get(key) ?? { rows: [], count: 0, status: "ready" as const, failure: undefined, refresh, ...scene.entries?.(query) };
      if (!answers.has(key)) log.queries.push(query);
      answers.set(key, known);
      return known;
    },
  };
}
