export { PageHost, type PageHostProps } from "./page/page-host";
export { entryNews } from "./entry-news";
export { useText } from "./page/use-text";
export { type Definition, pageOf, pageTitle } from "./definition";
export { formsCleared, isDirty, runtimeReducer, selectForm, type FormState, type RuntimeRoot, type RuntimeState } from "./form/slice";
export { problemText } from "./messages";
export type { DialogTarget, Navigation, Target } from "./navigation";
export { problemOf, reloadDefinitions } from "./server";
export { default as runtimeStrings } from "./strings/en.json";
