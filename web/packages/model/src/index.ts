/** The document model of Aqtra: documents, commands with undo, and questions about documents. Framework-free. */

export * from "./binding";
export * from "./commands";
export * from "./differences";
export * from "./documents";
export * from "./factories";
export * from "./history";
export { randomIds } from "./ids";
export type { IdSource } from "./ids";
export * from "./naming";
export * from "./panels";
export * from "./scripts";
export * from "./tree";
export * from "./uses";
