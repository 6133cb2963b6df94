export { IntegrationListScreen } from "./list-screen";
export { SystemScreen } from "./system-screen";
