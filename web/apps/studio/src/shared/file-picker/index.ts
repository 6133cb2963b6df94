export { FileDialog } from "./file-dialog";
export { FileField } from "./file-field";
