export { UploadPanel } from "./uploads/upload-panel";
