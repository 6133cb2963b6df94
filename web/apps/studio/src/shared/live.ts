/** Whether server messages arrive by WebSocket; screens poll while they do not. */

import { createSlice } from "@reduxjs/toolkit";
import type { PayloadAction } from "@reduxjs/toolkit";
import { useSelector } from "react-redux";

export interface LiveState {
  connected: boolean;
}

const initialState: LiveState = { connected: false };

const slice = createSlice({
  name: "live",
  initialState,
  reducers: {
    liveChanged(state, { payload }: PayloadAction<boolean>) {
      state.connected = payload;
    },
  },
});

export const { liveChanged } = slice.actions;
export const liveReducer = slice.reducer;

export function useIsLive(): boolean {
  return useSelector((state: { live: LiveState }) => state.live.connected);
}
