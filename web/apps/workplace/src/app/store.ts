import { onUnauthorized } from "@aqtra/api";
import { api } from "@aqtra/api/client";
import { runtimeReducer } from "@aqtra/runtime";
import { configureStore } from "@reduxjs/toolkit";

import { sessionReducer, signInNeeded } from "../shared/session";

export function makeStore() {
  const store = configureStore({
    reducer: { [api.reducerPath]: api.reducer, runtime: runtimeReducer, session: sessionReducer },
    middleware: (defaults) => defaults().concat(api.middleware),
  });
  onUnauthorized(() => {
    store.dispatch(signInNeeded());
  });
  return store;
}

export type AppStore = ReturnType<typeof makeStore>;
