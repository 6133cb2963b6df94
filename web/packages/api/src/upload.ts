/**
 * Uploads in parts. What was sent stays sent: called again with the same `File` and target, after an abort or a failed
 * network, an upload goes on with the parts that are missing.
 */
import { exchange } from "./base-query";
import type { File as StoredFile, NewUpload, Upload } from "./generated.gen";
import { isProblem } from "./problem";
import { sendPart } from "./upload-part";

/** What a file is uploaded for: a property of a component, a folder of the library (null: its root), an import. */
export type UploadTarget = NewUpload["target"];

export interface UploadOptions {
  /** Called with the bytes that have been sent, those of earlier calls among them, and the size of the file. */
  onProgress?: ((sent: number, total: number) => void) | undefined;
  /** Stops the upload; the promise rejects, and what was sent is kept for a later call. */
  signal?: AbortSignal | undefined;
  /** Pauses in milliseconds before a part that failed in passing is sent again. */
  delays?: readonly number[] | undefined;
}

const UPLOADS = "/api/v1/uploads";
const DELAYS = [500, 2000, 5000];
/** No answer, too many requests, or a server that is not there for now. */
const PASSING: ReadonlySet<number> = new Set([0, 429, 502, 503, 504]);

const begun = new WeakMap<File, Map<string, string>>();

/** Rejects with the `Problem` that stopped it. */
export async function uploadFile(file: File, target: UploadTarget, options: UploadOptions = {}): Promise<StoredFile> {
  const signal = options.signal ?? new AbortController().signal;
  const ids = idsOf(file);
  const key = JSON.stringify(target);
  const upload = (await continued(ids.get(key), signal)) ?? (await ask<Upload>("POST", UPLOADS, signal, { name: file.name, size: file.size, target } satisfies NewUpload));
  ids.set(key, upload.id);
  try {
    await sendMissing(file, upload, signal, options);
    const stored = await ask<StoredFile>("POST", `${UPLOADS}/${upload.id}/complete`, signal);
    ids.delete(key);
    return stored;
  } catch (error) {
    // What the server has refused for good cannot be continued.
    if (isProblem(error) && !PASSING.has(error.status) && error.status !== 401) ids.delete(key);
    throw error;
  }
}

/** Throws away what was sent of an upload that is not to be continued; stop it first. */
export async function cancelUpload(file: File, target: UploadTarget): Promise<void> {
  const ids = idsOf(file);
  const key = JSON.stringify(target);
  const id = ids.get(key);
  if (id === undefined) return;
  ids.delete(key);
  await exchange({ url: `${UPLOADS}/${id}`, method: "DELETE" }, new AbortController().signal);
}

function idsOf(file: File): Map<string, string> {
  const ids = begun.get(file) ?? new Map<string, string>();
  begun.set(file, ids);
  return ids;
}

/** The upload as the server knows it; undefined when there was none or it has expired. */
async function continued(id: string | undefined, signal: AbortSignal): Promise<Upload | undefined> {
  if (id === undefined) return undefined;
  try {
    return await ask<Upload>("GET", `${UPLOADS}/${id}`, signal);
  } catch (error) {
    if (isProblem(error) && error.status === 404) return undefined;
    throw error;
  }
}

async function sendMissing(file: File, upload: Upload, signal: AbortSignal, { onProgress, delays = DELAYS }: UploadOptions): Promise<void> {
  const received = new Set(upload.received);
  const part = (number: number): Blob => file.slice(number * upload.part_size, Math.min((number + 1) * upload.part_size, file.size));
  let sent = upload.received.reduce((sum, number) => sum + part(number).size, 0);
  onProgress?.(sent, file.size);
  for (let number = 0; number < upload.parts; number++) {
    if (received.has(number)) continue;
    const content = part(number);
    const url = `${UPLOADS}/${upload.id}/parts/${number}`;
    await insistently(async () => sendPart(url, content, signal, (bytes) => onProgress?.(sent + bytes, file.size)), delays, signal);
    sent += content.size;
    onProgress?.(sent, file.size);
  }
}

/** Tries again after each pause, as long as it fails in passing. */
async function insistently(work: () => Promise<void>, delays: readonly number[], signal: AbortSignal): Promise<void> {
  for (const delay of delays) {
    try {
      await work();
      return;
    } catch (error) {
      if (signal.aborted || !isProblem(error) || !PASSING.has(error.status)) throw error;
      await pause(delay, signal);
    }
  }
  await work();
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener("abort", done, { once: true });
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    }
  });
}

async function ask<Result>(method: string, url: string, signal: AbortSignal, body?: unknown): Promise<Result> {
  const answer = await exchange({ url, method, body }, signal);
  if (answer.error) throw answer.error;
  return answer.data as Result;
}
