export { Breadcrumbs } from "./breadcrumbs";
export type { Crumb } from "./breadcrumbs";
export { PageActions, TopBarSlots, useDocumentTitle, useSlots } from "./slots";
