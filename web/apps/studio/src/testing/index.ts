export { answers } from "./answers";
export { problem, renderPart, renderStudio, serve } from "./render";
