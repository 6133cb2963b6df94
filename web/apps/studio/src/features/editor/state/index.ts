export * from "./hooks";
export * from "./reducer";
export * from "./thunks";
export * from "./types";
