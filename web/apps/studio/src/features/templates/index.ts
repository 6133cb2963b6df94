export { TemplateListScreen } from "./list-screen";
export { TemplateScreen } from "./template-screen";
