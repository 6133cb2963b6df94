export { useCompletions } from "./use-completions";
export { useRemarks } from "./use-remarks";
