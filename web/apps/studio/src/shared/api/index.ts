export type { FieldProblem, Problem } from "@aqtra/api";
export { api } from "./base";
export * from "./hooks";
export { hasSessionEnded, sessionEnded, sessionReducer, sessionResumed } from "./session-slice";
export type * from "./types";
