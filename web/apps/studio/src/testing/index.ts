export { answers } from "./answers";
export { problem, renderStudio, serve } from "./render";
