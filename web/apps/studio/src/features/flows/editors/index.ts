export { ParameterEditor, showsHelp } from "./parameter-editor";
