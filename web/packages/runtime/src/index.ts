export { PageHost, type PageHostProps, useText } from "./page/page-host";
export { type Definition, pageOf, pageTitle } from "./definition";
export { formsCleared, isDirty, runtimeReducer, selectForm, type FormState, type RuntimeRoot, type RuntimeState } from "./form/slice";
export { problemText } from "./messages";
export type { DialogTarget, Navigation, Target } from "./navigation";
export { problemOf } from "./server";
export { default as runtimeStrings } from "./strings/en.json";
