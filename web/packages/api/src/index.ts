export { emptyApi } from "./empty";
export { forgetToken, onUnauthorized } from "./base-query";
export { isProblem, toProblem, UNREACHABLE, type FieldProblem, type Problem } from "./problem";
