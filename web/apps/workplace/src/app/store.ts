import { onSessionOpened, onUnauthorized, type SessionInfo } from "@aqtra/api";
import { api } from "@aqtra/api/client";
import { formsCleared, runtimeReducer } from "@aqtra/runtime";
import { configureStore } from "@reduxjs/toolkit";

import { sessionReducer, signedIn, signInNeeded } from "../shared/session";

export function makeStore() {
  const store = configureStore({
    reducer: { [api.reducerPath]: api.reducer, runtime: runtimeReducer, session: sessionReducer },
    middleware: (defaults) => defaults().concat(api.middleware),
  });
  onUnauthorized(() => {
    store.dispatch(signInNeeded());
  });
  onSessionOpened((session: SessionInfo) => {
    const { lastUser } = store.getState().session;
    if (lastUser !== null && lastUser !== session.user?.id) store.dispatch(formsCleared());
    // Everything was read as somebody else, or as nobody.
    store.dispatch(api.util.resetApiState());
    if (session.user) store.dispatch(signedIn(session.user.id));
  });
  return store;
}

export type AppStore = ReturnType<typeof makeStore>;
