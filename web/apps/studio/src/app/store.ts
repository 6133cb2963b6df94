import { forgetToken, onUnauthorized } from "@aqtra/api";
import { combineReducers, configureStore } from "@reduxjs/toolkit";
import { setupListeners } from "@reduxjs/toolkit/query";

import { editorReducer } from "../features/editor/state";
import { uploadsReducer } from "../features/files/uploads/slice";
import { api, sessionEnded, sessionReducer } from "../shared/api";
import { liveReducer } from "../shared/live";
import { preferencesMiddleware, preferencesReducer } from "../shared/preferences";

const reducers = combineReducers({
  [api.reducerPath]: api.reducer,
  editor: editorReducer,
  session: sessionReducer,
  live: liveReducer,
  preferences: preferencesReducer,
  uploads: uploadsReducer,
});

export function makeStore() {
  const store = configureStore({
    reducer: reducers,
    middleware: (standard) => standard().concat(api.middleware, preferencesMiddleware),
  });
  setupListeners(store.dispatch);
  onUnauthorized(() => {
    forgetToken();
    store.dispatch(sessionEnded());
  });
  return store;
}

export type Store = ReturnType<typeof makeStore>;

export type RootState = ReturnType<typeof reducers>;
