export { PermissionSetScreen } from "./permissions/editor-screen";
export { PermissionSetsScreen } from "./permissions/list-screen";
export { RoleScreen } from "./roles/editor-screen";
export { RolesScreen } from "./roles/list-screen";
export { UserScreen } from "./users/editor-screen";
export { UsersScreen } from "./users/list-screen";
