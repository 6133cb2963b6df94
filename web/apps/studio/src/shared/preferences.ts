/** How this browser's user likes Studio: kept in local storage, never sent anywhere. */

import { createSlice, isAnyOf } from "@reduxjs/toolkit";
import type { Middleware, PayloadAction } from "@reduxjs/toolkit";
import { useSelector } from "react-redux";

export type Density = "comfortable" | "compact";

export interface Preferences {
  railPinned: boolean;
  density: Density;
}

const KEY = "aqtra.studio.preferences";
const DEFAULTS: Preferences = { railPinned: false, density: "comfortable" };

function stored(): Preferences {
  try {
    return { ...DEFAULTS, ...(JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<Preferences>) };
  } catch {
    return DEFAULTS; // Unreadable or forbidden storage must not keep anybody out.
  }
}

const slice = createSlice({
  name: "preferences",
  initialState: stored,
  reducers: {
    railPinned(state, { payload }: PayloadAction<boolean>) {
      state.railPinned = payload;
    },
    densityChosen(state, { payload }: PayloadAction<Density>) {
      state.density = payload;
    },
  },
});

export const { railPinned, densityChosen } = slice.actions;
export const preferencesReducer = slice.reducer;

interface WithPreferences {
  preferences: Preferences;
}

const isChange = isAnyOf(railPinned, densityChosen);

export const preferencesMiddleware: Middleware<object, WithPreferences> = (store) => (next) => (action) => {
  const result = next(action);
  if (isChange(action)) {
    try {
      localStorage.setItem(KEY, JSON.stringify(store.getState().preferences));
    } catch {
      // Full or forbidden storage: the choice lasts for this visit only.
    }
  }
  return result;
};

export function usePreferences(): Preferences {
  return useSelector((state: WithPreferences) => state.preferences);
}
