/** Uploads under way, as plain data; the files themselves and what can stop them are kept in `queue.ts`. */

import { createSlice } from "@reduxjs/toolkit";
import type { PayloadAction } from "@reduxjs/toolkit";

import type { Problem } from "../../../shared/api";

/** `interrupted`: the network failed, and what was sent stays sent; `refused`: the server says no. */
export type UploadState = "waiting" | "sending" | "paused" | "interrupted" | "refused" | "done";

export interface Upload {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly type: string;
  /** Null: the root. */
  readonly folder: string | null;
  readonly folderName: string;
  readonly state: UploadState;
  readonly sent: number;
  /** Why it was refused. */
  readonly problem: Problem | null;
}

export interface WithUploads {
  uploads: { list: Upload[] };
}

const initialState: WithUploads["uploads"] = { list: [] };

const slice = createSlice({
  name: "uploads",
  initialState,
  reducers: {
    uploadsAdded(state, { payload }: PayloadAction<Upload[]>) {
      state.list.push(...payload);
    },
    uploadChanged(state, { payload: { id, ...change } }: PayloadAction<Pick<Upload, "id"> & Partial<Upload>>) {
      const upload = state.list.find((candidate) => candidate.id === id);
      if (upload) Object.assign(upload, change);
    },
    uploadsForgotten(state, { payload }: PayloadAction<readonly string[]>) {
      state.list = state.list.filter(({ id }) => !payload.includes(id));
    },
  },
});

export const { uploadsAdded, uploadChanged, uploadsForgotten } = slice.actions;
export const uploadsReducer = slice.reducer;

export const selectUploads = (state: WithUploads): readonly Upload[] => state.uploads.list;

/** Would be lost if the tab were closed. */
export const isUnfinished = ({ state }: Upload): boolean => state !== "done" && state !== "refused";
