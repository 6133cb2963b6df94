/** Is the visitor asked to sign in? A slice, because the client reports it from outside React. */
import { createSlice } from "@reduxjs/toolkit";

export interface SessionState {
  /** `ended`: somebody was at work and comes back to the same place. */
  readonly asked: "no" | "first" | "ended";
  readonly lastUser: number | null;
}

const initialState: SessionState = { asked: "no", lastUser: null };

const slice = createSlice({
  name: "session",
  initialState,
  reducers: {
    signInNeeded: (state) => ({ ...state, asked: state.lastUser === null ? "first" : "ended" }) as SessionState,
    signedIn: (_state, { payload }: { payload: number }): SessionState => ({ asked: "no", lastUser: payload }),
    signedOut: (): SessionState => ({ asked: "first", lastUser: null }),
  },
});

export const { signInNeeded, signedIn, signedOut } = slice.actions;
export const sessionReducer = slice.reducer;

export interface SessionRoot {
  readonly session: SessionState;
}
