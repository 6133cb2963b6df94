export { ConfirmProvider, useConfirm } from "./confirm";
export type { Question } from "./confirm";
