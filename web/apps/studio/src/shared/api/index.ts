export type { FieldProblem, Problem } from "@aqtra/api";
export { api } from "./base";
export { hasSessionEnded, sessionEnded, sessionReducer } from "./session-slice";
export * from "./session";
export * from "./components";
export * from "./publications";
export * from "./domains";
export type * from "./types";
