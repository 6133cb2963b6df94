/** Sends uploads, a few at a time. Pausing keeps what was sent; resuming goes on behind it. */

import { cancelUpload, uploadFile } from "@aqtra/api";
import type { UploadTarget } from "@aqtra/api";
import { randomIds } from "@aqtra/model";
import type { ThunkAction, UnknownAction } from "@reduxjs/toolkit";

import { toProblem } from "../../../shared/to-problem";
import { libraryChanged } from "../api";
import { uploadChanged, uploadsAdded, uploadsForgotten } from "./slice";
import type { Upload, UploadState, WithUploads } from "./slice";

export type UploadThunk = ThunkAction<void, WithUploads, unknown, UnknownAction>;

/** More would only share the same line. */
const AT_ONCE = 2;

interface Held {
  file: File;
  target: UploadTarget;
  abort: AbortController | null;
}

/** Files and abort controllers cannot be stored as data. */
const held = new Map<string, Held>();

export interface Destination {
  /** Null: the root. */
  folder: string | null;
  name: string;
}

export function addUploads(files: readonly File[], to: Destination): UploadThunk {
  return (dispatch) => {
    const uploads = files.map((file): Upload => {
      const id = randomIds.uuid();
      held.set(id, { file, target: { folder: to.folder }, abort: null });
      return { id, name: file.name, size: file.size, type: file.type, folder: to.folder, folderName: to.name, state: "waiting", sent: 0, problem: null };
    });
    dispatch(uploadsAdded(uploads));
    dispatch(sendNext());
  };
}

function sendNext(): UploadThunk {
  return (dispatch, getState) => {
    const { list } = getState().uploads;
    const free = AT_ONCE - list.filter(({ state }) => state === "sending").length;
    for (const upload of list.filter(({ state }) => state === "waiting").slice(0, Math.max(0, free))) dispatch(send(upload));
  };
}

function send({ id }: Upload): UploadThunk {
  return (dispatch) => {
    const item = held.get(id);
    if (!item) return;
    const abort = new AbortController();
    item.abort = abort;
    dispatch(uploadChanged({ id, state: "sending" }));
    uploadFile(item.file, item.target, { signal: abort.signal, onProgress: (sent) => dispatch(uploadChanged({ id, sent })) })
      .then(() => {
        held.delete(id);
        dispatch(uploadChanged({ id, state: "done" }));
        dispatch(libraryChanged());
      })
      .catch((error: unknown) => {
        // Whoever stopped it has said already what it is now.
        if (abort.signal.aborted) return;
        const problem = toProblem(error);
        dispatch(uploadChanged({ id, state: stateAfter(problem.status), problem }));
      })
      .finally(() => dispatch(sendNext()));
  };
}

/** The network or the server failed for now: 0 is a line that is down. */
const PASSING: ReadonlySet<number> = new Set([0, 429, 502, 503, 504]);

function stateAfter(status: number): UploadState {
  if (PASSING.has(status)) return "interrupted";
  // After signing in again the builder may go on; trying by itself would ask for the password again and again.
  return status === 401 ? "paused" : "refused";
}

export function pauseUpload(id: string): UploadThunk {
  return (dispatch) => {
    held.get(id)?.abort?.abort();
    dispatch(uploadChanged({ id, state: "paused" }));
  };
}

export function resumeUpload(id: string): UploadThunk {
  return (dispatch) => {
    dispatch(uploadChanged({ id, state: "waiting", problem: null }));
    dispatch(sendNext());
  };
}

/** The line is there again. */
export function resumeInterrupted(): UploadThunk {
  return (dispatch, getState) => {
    for (const { id, state } of getState().uploads.list) if (state === "interrupted") dispatch(resumeUpload(id));
  };
}

/** Stops and forgets. */
export function cancelUploads(ids: readonly string[]): UploadThunk {
  return (dispatch) => {
    for (const id of ids) {
      const item = held.get(id);
      if (!item) continue;
      item.abort?.abort();
      held.delete(id);
      // What cannot be thrown away now, the server throws away after a day.
      void cancelUpload(item.file, item.target).catch(() => undefined);
    }
    dispatch(uploadsForgotten(ids));
    dispatch(sendNext());
  };
}
