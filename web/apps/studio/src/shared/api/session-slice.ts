/** Whether the session was lost while somebody was working. */

import { createSlice } from "@reduxjs/toolkit";

const slice = createSlice({
  name: "session",
  initialState: { ended: false },
  reducers: {
    sessionEnded(state) {
      state.ended = true;
    },
    sessionResumed(state) {
      state.ended = false;
    },
  },
});

export const { sessionEnded, sessionResumed } = slice.actions;
export const sessionReducer = slice.reducer;

export const hasSessionEnded = (state: { session: { ended: boolean } }): boolean => state.session.ended;
