/** Whether server messages arrive by WebSocket; screens poll while they do not. And whose entries are looked at now. */

import { createSlice } from "@reduxjs/toolkit";
import type { PayloadAction } from "@reduxjs/toolkit";
import { useEffect } from "react";
import { useDispatch, useSelector } from "react-redux";

export interface LiveState {
  connected: boolean;
  /** Component whose entries are on screen. */
  watched: string | null;
  /** How often these entries were said to have changed. */
  touched: number;
}

const initialState: LiveState = { connected: false, watched: null, touched: 0 };

const slice = createSlice({
  name: "live",
  initialState,
  reducers: {
    liveChanged(state, { payload }: PayloadAction<boolean>) {
      state.connected = payload;
    },
    watchedChanged(state, { payload }: PayloadAction<string | null>) {
      state.watched = payload;
      state.touched = 0;
    },
    entriesTouched(state, { payload }: PayloadAction<string>) {
      if (payload === state.watched) state.touched += 1;
    },
  },
});

export const { liveChanged, watchedChanged, entriesTouched } = slice.actions;
export const liveReducer = slice.reducer;

interface WithLive {
  live: LiveState;
}

export const selectWatched = (state: WithLive): string | null => state.live.watched;

/** Changes of a component's entries are too many for each to be asked about at once. */
const CALM_MS = 500;

/** Calls back, calmly and only while the tab is looked at, when entries of the component have changed. */
export function useWatchedEntries(component: string, onChanged: () => void): void {
  const dispatch = useDispatch();
  const touched = useSelector((state: WithLive) => state.live.touched);
  useEffect(() => {
    dispatch(watchedChanged(component));
    return () => {
      dispatch(watchedChanged(null));
    };
  }, [component, dispatch]);
  useEffect(() => {
    if (touched === 0) return undefined;
    const look = (): void => {
      if (document.visibilityState === "visible") onChanged();
    };
    const timer = setTimeout(look, CALM_MS);
    // What changed behind a hidden tab is read when it is looked at again.
    document.addEventListener("visibilitychange", look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [touched, onChanged]);
}

export function useIsLive(): boolean {
  return useSelector((state: WithLive) => state.live.connected);
}
