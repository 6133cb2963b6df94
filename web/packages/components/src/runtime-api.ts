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
  /** Those of them that are references, to be shown by name. */
  readonly expand?: readonly string[];
}

export interface EntriesQuery {
  readonly component: string;
  /** OData `$filter`, without the name of the option. */
  readonly filter?: string | undefined;
  /** OData `$apply`: the rows are then its groups and sums instead of entries. */
  readonly apply?: string | undefined;
  readonly orderby?: string | undefined;
  readonly search?: string | undefined;
  readonly select?: readonly string[] | undefined;
  readonly expand?: readonly string[] | undefined;
  /** Fields of referenced entries to fetch along, one request per reference whatever the number of rows. */
  readonly references?: readonly ReferenceFields[] | undefined;
  /** At most so many rows. More than a page of the server are read page by page. */
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

/** Name, size in bytes and type of a stored file. */
export interface FileInfo {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly content_type: string;
}

/** A file of the library that a setting names, or the one that is the value of the property at `path`. */
export type FileSource = { readonly reference: string } | { readonly path: string; readonly value: string };

/** A file as far as the reader may know it. */
export interface ShownFile {
  readonly status: "loading" | "ready" | "failed";
  readonly info: FileInfo | undefined;
  /** Of its content; none while it belongs to an entry that is not saved, and was not chosen here. */
  readonly url: string | undefined;
  /** The content itself, where it was chosen in this tab. */
  readonly blob?: Blob | undefined;
  /** Of a small picture of it; there is none of what is no picture. */
  readonly thumbnail: string | undefined;
  readonly failure: Failure | undefined;
}

/** A file on its way into the property of a control. */
export interface FileUpload {
  readonly file: File;
  /** The control, whose rules hold too. */
  readonly element: Element;
  readonly property: string;
}

export interface UploadOptions {
  onProgress(sent: number, total: number): void;
  readonly signal: AbortSignal;
}

/** Why an upload stopped. `passing`: it may go on where it stopped. */
export interface UploadFailure extends Failure {
  readonly passing: boolean;
}

/** One card of a list: elements in it are bound to its entry instead of the form. */
export interface CardScope {
  /** Name of the card's own values; no two cards of a page share one. */
  readonly form: string;
  readonly component: string;
  /** What was changed in the card and is not stored. */
  readonly changes: Readonly<Record<string, FieldValue>>;
}

/** What became of an event: no function is named for it or none can run; it ran to its end; it failed. */
export type EventOutcome = "unheard" | "done" | "failed";

/** Where in the card of a list an event happened: the entry as it is now, what was changed in the card included. */
export interface CardOrigin {
  /** Name of the card's own values. */
  readonly form: string;
  readonly component: string;
  readonly entry: Entry;
}

/** A key that was pressed or released. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly shift: boolean;
  readonly ctrl: boolean;
  readonly alt: boolean;
}

/** What a script says of a part of a grid. From outside: views show what is safe of it. */
export interface PartStyle {
  readonly background?: string | undefined;
  readonly color?: string | undefined;
  readonly font_weight?: string | undefined;
  readonly font_style?: string | undefined;
  readonly text_decoration?: string | undefined;
}

/** Styles of headers by column, of rows by entry, and of cells by both: `entry/column`. */
export interface GridStyles {
  readonly header?: Readonly<Record<string, PartStyle>>;
  readonly row?: Readonly<Record<string, PartStyle>>;
  readonly cell?: Readonly<Record<string, PartStyle>>;
}

/** A list as handlers of its events know it: this one list, whatever the number of others drawn from the same element. */
export interface ListHandle {
  readonly element: Element;
  /** Of the runtime that draws it. */
  readonly scope: string;
  /** Reads the rows again, keeping the page. */
  refresh(): void;
  /** Right side of the first dynamic filter on a field; null when there is none. */
  filterValue(field: string): FieldValue;
}

export interface CommandRequest {
  readonly element: Element;
  readonly command: CommandType;
  readonly parameters: CommandParameters;
  /** The clicked row of a collection, or the entry of the card around; without it the form is the source model. */
  readonly row?: Entry;
  /** Key of the component that row is an entry of. */
  readonly rowComponent?: string | undefined;
  /** In the card of a list: where the command was given. The changes are those of `row`. */
  readonly card?: CardScope;
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
  /** Address of a file of the library that a setting names, or undefined when it cannot be shown. */
  fileUrl(reference: string): string | undefined;
  /** Null asks for nothing. `about`: name, size and type are asked for too. */
  useFile(source: FileSource | null, about: boolean): ShownFile;
  /** The picture that stands for missing ones in this domain: a file of the library. */
  useNoImage(): string | undefined;
  /** Called again with the same file it goes on where it stopped. Rejects with an UploadFailure. */
  sendFile(upload: FileUpload, options: UploadOptions): Promise<FileInfo>;
  /** Throws away what was sent of an upload that is not to be continued; stop it first. */
  dropUpload(upload: FileUpload): void;
  runCommand(request: CommandRequest): Promise<void>;
  /** Goes to a path of this application, query and fragment included, without loading it anew. */
  follow(path: string): void;
  /**
   * An event of the element; runs the script function its setting names, if scripts are available. Never rejects:
   * who needs to know waits for the outcome. `on_drop` passes its two lists in `details`, instead of the sender.
   */
  emit(element: Element, event: string, ...details: unknown[]): Promise<EventOutcome>;
  /** The same for an element in a card; cards around it pass it on as it is. */
  emitIn(card: CardOrigin, element: Element, event: string, ...details: unknown[]): Promise<EventOutcome>;
  /** How a script wants the parts of a grid to look. */
  useStyles(element: Element): GridStyles;
  /** Calls back when a script asks for the rows of the element anew. */
  useRefreshes(element: Element, asked: () => void): void;
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
  /** Name of the values that elements here are bound to: those of the page, or of one card. */
  readonly scope: string;
  /** True while the entry of the form has not been saved yet. */
  useIsNew(): boolean;
}
