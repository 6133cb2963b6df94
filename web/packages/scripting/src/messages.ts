/** What page and worker tell each other about scripts. Everything is plain data. */

/** An exception that a script did not catch. */
export interface ScriptError {
  readonly type: string;
  readonly message: string;
  /** The shared module in which it happened; null for the script itself. */
  readonly module: string | null;
  /** Line of the script or module, where it was one. */
  readonly line: number | null;
  readonly trace: string;
}

export interface PropertyAbout {
  readonly name: string;
  readonly type: string;
}

export interface ControlAbout {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** What stays as it is while a form is open. */
export interface FormAbout {
  readonly component: string;
  readonly properties: readonly PropertyAbout[];
  readonly controls: readonly ControlAbout[];
  /** Settings of the kinds among them, with their types and defaults. */
  readonly kinds: Readonly<Record<string, Readonly<Record<string, { readonly type: string; readonly default?: unknown }>>>>;
  readonly user: Readonly<Record<string, unknown>>;
}

/** What scripts read of a form. */
export interface FormView {
  readonly head: unknown;
  readonly values: Readonly<Record<string, unknown>>;
  /** Settings of controls that scripts have changed, by element. */
  readonly controls: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly errors: Readonly<Record<string, unknown>>;
  readonly device: { readonly width: number; readonly mobile: boolean };
}

/** The number of the last effects that it shows; the worker does later ones again. */
export type FormSnapshot = FormView & { readonly applied: number };

/** `card`: of an element in the card of a list, the name of that card's own values. */
interface InCard {
  readonly card?: string;
}

/** What is drawn of a grid and styled by scripts. */
export type GridPart = "header" | "row" | "cell";

export type Effect =
  | ({ readonly do: "value"; readonly name: string; readonly value: unknown } & InCard)
  | ({ readonly do: "control"; readonly id: string; readonly setting: string; readonly value: unknown } & InCard)
  | { readonly do: "error"; readonly name: string; readonly text: string | null }
  | ({ readonly do: "busy"; readonly id: string; readonly busy: boolean } & InCard)
  | ({ readonly do: "failed"; readonly id: string; readonly failed: boolean; readonly text: string } & InCard)
  | ({ readonly do: "styles"; readonly id: string; readonly part: GridPart; readonly styles: Readonly<Record<string, Readonly<Record<string, string>>>> } & InCard)
  | { readonly do: "refresh"; readonly id: string; readonly handle: number | null }
  | { readonly do: "log"; readonly level: "info" | "debug" | "error"; readonly text: string }
  | { readonly do: "request"; readonly id: number; readonly method: string; readonly arguments: Readonly<Record<string, unknown>> };

/** Sources of the shared modules that a script imports, by name. */
export type ModuleSources = Readonly<Record<string, string>>;

/** Functions that style a grid are called for each of its parts; `styles` tells of all of them at once. */
export interface Painting {
  readonly sender: Readonly<Record<string, unknown>>;
  readonly part: GridPart;
  readonly rows: readonly unknown[];
  readonly columns: readonly unknown[];
  readonly types: Readonly<Record<string, string>>;
}

/** Why a request was refused. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly status?: number;
}

export type ToWorker =
  | { readonly kind: "load"; readonly indexUrl: string }
  | { readonly kind: "ping" }
  | { readonly kind: "open"; readonly form: string; readonly about: FormAbout; readonly script: string; readonly modules: ModuleSources; readonly state: FormSnapshot }
  | { readonly kind: "call"; readonly form: string; readonly call: number; readonly target: string | null; readonly arguments: readonly unknown[]; readonly state: FormSnapshot }
  | { readonly kind: "paint"; readonly form: string; readonly call: number; readonly target: string; readonly painting: Painting; readonly state: FormSnapshot }
  | { readonly kind: "answer"; readonly form: string; readonly request: number; readonly value?: unknown; readonly error?: Refusal; readonly state: FormSnapshot }
  | { readonly kind: "close"; readonly form: string };

export type FromWorker =
  | { readonly kind: "ready" }
  | { readonly kind: "unavailable"; readonly message: string }
  | { readonly kind: "pong" }
  | { readonly kind: "opened"; readonly form: string; readonly error: ScriptError | null }
  | { readonly kind: "done"; readonly form: string; readonly call: number; readonly error: ScriptError | null }
  | { readonly kind: "failed"; readonly form: string; readonly error: ScriptError }
  | { readonly kind: "effects"; readonly form: string; readonly number: number; readonly effects: readonly Effect[] };
