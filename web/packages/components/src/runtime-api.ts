/** What a view may ask of the page around it. Workplace implements it in full, the canvas without data. */
import type { CommandType } from "./commands";
import type { Element, Entry, FieldProperty, LocalizedText } from "./model";
import type { ParamPair } from "./settings";

/** A value of the form by property type: text, exact decimal text, whole number, boolean, reference or null. */
export type FieldValue = unknown;

/** The bound property of a control, its value in the form and what is wrong with it. */
export interface FieldState {
  /** `data.<Property>`; for a control without binding a name of its own, never sent. */
  readonly path: string;
  readonly property: FieldProperty | undefined;
  readonly value: FieldValue;
  readonly required: boolean;
  /** Paths through references show but never write. */
  readonly readOnly: boolean;
  /** Already in the reader's language. */
  readonly error: string | undefined;
  /** While typing. */
  onChange(value: FieldValue): void;
  /** Focus left, or a pick was made: validation runs and On value changed fires. */
  onCommit(): void;
}

export interface ComponentInfo {
  readonly key: string;
  readonly title: string;
  readonly properties: readonly FieldProperty[];
  /** May the reader create entries? Unknown counts as yes: the server decides. */
  readonly mayCreate: boolean;
}

export interface ReferenceFields {
  /** Own catalog property of the listed component. */
  readonly field: string;
  readonly component: string;
  readonly select: readonly string[];
}

export interface EntriesQuery {
  readonly component: string;
  /** OData `$filter`, without the name of the option. */
  readonly filter?: string | undefined;
  readonly orderby?: string | undefined;
  readonly search?: string | undefined;
  readonly select?: readonly string[] | undefined;
  readonly expand?: readonly string[] | undefined;
  /** Fields of referenced entries to fetch along, one request per reference whatever the number of rows. */
  readonly references?: readonly ReferenceFields[] | undefined;
  readonly top: number;
  readonly skip?: number;
  readonly count?: boolean;
}

export interface Failure {
  readonly message: string;
  readonly traceId?: string | undefined;
}

export interface EntriesResult {
  readonly rows: readonly Entry[];
  readonly count: number | undefined;
  /** `idle`: nothing was asked. `refreshing`: rows of the previous answer are still shown. */
  readonly status: "idle" | "loading" | "refreshing" | "ready" | "failed";
  readonly failure: Failure | undefined;
  refresh(): void;
}

export interface CommandParameters {
  readonly page?: string | undefined;
  readonly component?: string | undefined;
  readonly component_page?: string | undefined;
  readonly action_parameters?: readonly ParamPair[] | undefined;
  readonly linked_dataflow?: string | undefined;
  readonly linked_workflow?: string | undefined;
  readonly wait_complete?: boolean | undefined;
  readonly method_name?: string | undefined;
  readonly call_parameters?: string | undefined;
  readonly dialog_title?: LocalizedText | undefined;
  readonly dialog_width?: number | string | undefined;
  readonly dialog_height?: number | string | undefined;
  readonly position?: "top" | "left" | "right" | "bottom" | undefined;
}

export interface CommandRequest {
  readonly element: Element;
  readonly command: CommandType;
  readonly parameters: CommandParameters;
  /** The clicked row of a collection; without it the form is the source model. */
  readonly row?: Entry;
  readonly validate?: boolean;
}

/**
 * Members starting with `use` are hooks: they subscribe the calling view to exactly what they read.
 * An implementation keeps its identity for the life of a page.
 */
export interface RuntimeApi {
  readonly locale: string;
  readonly timeZone: string;
  /** Text in the reader's language: the key when it is known, otherwise the value. */
  text(value: LocalizedText | null | undefined): string;
  /** Address of a stored file, or undefined when it cannot be shown. */
  fileUrl(reference: string): string | undefined;
  runCommand(request: CommandRequest): Promise<void>;
  /** An event of the element; runs the script function its setting names, if scripts are available. */
  emit(element: Element, event: string, ...details: unknown[]): void;
  useComponent(key: string | null | undefined): ComponentInfo | undefined;
  /** Null asks for nothing. */
  useEntries(query: EntriesQuery | null): EntriesResult;
  /** Calls back after somebody changed entries of these components: calmly, and only while the page is seen. */
  useEntryNews(components: readonly string[], told: () => void): void;
  /** Values of the form at these paths, in this order. */
  useValues(paths: readonly string[]): readonly FieldValue[];
  /** Properties behind paths such as `data.supplier.name`, read from that component on; system fields included. */
  useProperties(component: string | undefined, paths: readonly string[]): readonly (FieldProperty | undefined)[];
  /** State that survives going to another screen and back: sorting, filters and page of a collection. */
  useElementState<State>(element: Element, initial: State): readonly [State, (next: State) => void];
  useBusy(element: Element): boolean;
  /** Key of the component whose page this is. */
  readonly component: string;
  /** True while the entry of the form has not been saved yet. */
  useIsNew(): boolean;
}
