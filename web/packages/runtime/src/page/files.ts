/** Files of a live page: where they are found, what they are called, and how new ones are sent. */
import type { FileInfo, FileSource, FileUpload, RuntimeApi, ShownFile, UploadFailure, UploadOptions } from "@aqtra/components";
import { isReference } from "@aqtra/components";
import { cancelUpload, type Problem, type UploadTarget, uploadFile } from "@aqtra/api";
import { api } from "@aqtra/api/client";
import { skipToken } from "@reduxjs/toolkit/query";
import type { TFunction } from "i18next";
import { useSelector } from "react-redux";

import { pathSteps } from "../definition";
import { type FormState, type RuntimeRoot, selectForm } from "../form/slice";
import { readModel } from "../form/values";
import { problemText, ruleText } from "../messages";
import { problemOf } from "../server";
import { chosenFile, keepChosen } from "./chosen-files";

type Translate = TFunction<"runtime">;

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** The line or the server failed for now; 401: after signing in again it may go on. */
const PASSING: ReadonlySet<number> = new Set([0, 401, 429, 502, 503, 504]);

/** The value is part of the key: another file at the same place is another question. */
const filesApi = api.injectEndpoints({
  endpoints: (build) => ({
    aboutFile: build.query<FileInfo, { address: string; value: string }>({ query: ({ address }) => ({ url: `${address}/about` }) }),
  }),
});

/** Where a file of the library is for whoever may open a page that names it. */
export function fileUrl(reference: string): string | undefined {
  return ID.test(reference) ? `/api/v1/workplace/files/${reference}` : undefined;
}

export function useFile(form: string, component: string, source: FileSource | null, about: boolean, runtime: Pick<RuntimeApi, "useProperties">, t: Translate): ShownFile {
  const path = source && "path" in source ? source.path : "";
  const steps = pathSteps(path);
  const [reference] = runtime.useProperties(component, steps.length > 1 ? [steps[0] ?? ""] : NO_PATHS);
  const stored = useSelector((state: RuntimeRoot) => {
    const current = selectForm(state, form);
    return current && source && "path" in source ? addressOf(current, component, reference?.component, source) : undefined;
  });
  const value = source ? ("path" in source ? source.value : source.reference) : "";
  const own = chosenFile(value);
  const address = source && "reference" in source ? fileUrl(source.reference) : stored;
  const asked = filesApi.endpoints.aboutFile.useQuery(about && address && !own ? { address, value } : skipToken);
  if (own) return { status: "ready", info: own.info, url: own.url, blob: own.file, thumbnail: own.url, failure: undefined };
  const problem = asked.isError ? problemOf(asked.error) : undefined;
  // Another file at the same place is another address: browsers keep what they have drawn.
  const url = address && `${address}?v=${value}`;
  return {
    status: problem ? "failed" : asked.isLoading ? "loading" : "ready",
    info: asked.currentData,
    url,
    thumbnail: source && "path" in source && url ? `${url}&thumbnail=true` : url,
    failure: problem && { message: problemText(problem, t), traceId: problem.trace_id },
  };
}

const NO_PATHS: readonly string[] = [];

/** A stored value is found at its entry and property; what was chosen and is not saved yet, nowhere. */
function addressOf(form: FormState, component: string, referenced: string | null | undefined, { path, value }: { path: string; value: string }) {
  const [name = "", second] = pathSteps(path);
  if (second === undefined) {
    return form.head.id !== 0 && form.saved[name] === value ? address(component, form.head.id, name) : undefined;
  }
  const found = readModel(form, name);
  const entry = isReference(found) ? found.id : found;
  return referenced && typeof entry === "number" ? address(referenced, entry, second) : undefined;
}

function address(component: string, entry: number, property: string): string {
  return `/api/v1/entries/${component}/${entry}/files/${encodeURIComponent(property)}`;
}

/** Asks for nothing of its own: whoever opened the page knows its domain. */
export function useNoImage(): string | undefined {
  const { data } = api.endpoints.getWorkplace.useQueryState();
  return data?.domain.settings.no_image ?? undefined;
}

const targetOf = (component: string, { element, property }: FileUpload): UploadTarget => ({ component, property, control: element.id });

export async function sendFile(component: string, upload: FileUpload, options: UploadOptions, t: Translate, locale: string): Promise<FileInfo> {
  try {
    const info = await uploadFile(upload.file, targetOf(component, upload), options);
    keepChosen(info, upload.file);
    return info;
  } catch (error) {
    throw uploadFailure(problemOf(error), t, locale);
  }
}

/** The rule that was broken says more than the refusal as a whole. */
function uploadFailure(problem: Problem, t: Translate, locale: string): UploadFailure {
  const [field] = problem.fields;
  const message = field ? ruleText({ rule: field.rule, params: field.params, message: field.message }, t, locale) : problemText(problem, t);
  return { message, traceId: problem.trace_id, passing: PASSING.has(problem.status) };
}

export function dropUpload(component: string, upload: FileUpload): void {
  // What cannot be thrown away now, the server throws away after a day.
  void cancelUpload(upload.file, targetOf(component, upload)).catch(() => undefined);
}
