/** Exceptions that scripts did not catch: to the console, to the reader, and to the system log. */
import { api } from "@aqtra/api/client";
import type { ScriptError } from "@aqtra/scripting";
import type { TFunction } from "i18next";

import type { Dispatch } from "../server";

export interface Failure {
  readonly component: string;
  readonly page: string;
  /** The function that was called, if it was one. */
  readonly name: string | null;
  readonly error: ScriptError;
}

/** A report changes nothing that anybody reads. */
const reports = api.enhanceEndpoints({ endpoints: { reportScript: { invalidatesTags: [] } } });

/** Of one page load; what fails again and again has been told by then. */
const MOST = 20;
const LONGEST = 2000;
const told = new Set<string>();

export function failureText({ module, line, type, message }: ScriptError, t: TFunction<"runtime">): string {
  const error = message ? `${type}: ${message}` : type;
  if (module !== null && line !== null) return t("scriptFailedInModule", { error, line, module });
  return line === null ? t("scriptFailed", { error }) : t("scriptFailedAt", { error, line });
}

/** The same failure is reported once. */
export function reportFailure({ component, page, name, error }: Failure, dispatch: Dispatch): void {
  const place = error.line === null ? "" : ` (${error.module === null ? "" : `module ${error.module}, `}line ${error.line})`;
  console.error(`Component script: ${error.type}: ${error.message}${place}\n${error.trace}`);
  const key = JSON.stringify([component, name, error.type, error.message, error.module, error.line]);
  if (told.has(key) || told.size >= MOST) return;
  told.add(key);
  const scriptReport = { page, function: name ?? "", type: error.type.slice(0, 200), message: error.message.slice(0, LONGEST), module: error.module ?? "", line: error.line };
  void dispatch(reports.endpoints.reportScript.initiate({ key: component, scriptReport }, { track: false }));
}
