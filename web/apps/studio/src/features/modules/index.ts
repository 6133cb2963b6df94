export { ModuleListScreen } from "./list-screen";
export { ModuleScreen } from "./module-screen";
