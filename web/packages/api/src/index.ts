/** Shapes, errors and the base of the client; the generated endpoints are in `@aqtra/api/client`. */
export type * from "./generated.gen";
export { emptyApi } from "./empty";
export { forgetToken, onSessionOpened, onUnauthorized, sessionOpened } from "./base-query";
export { leaveFor } from "./leave";
export { isProblem, toProblem, UNREACHABLE, type FieldProblem, type Problem } from "./problem";
export { cancelUpload, uploadFile, type UploadOptions, type UploadTarget } from "./upload";
