export { ComponentEditor } from "./component-editor";
export { editorReducer } from "./state";
