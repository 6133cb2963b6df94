export { MenuScreen } from "./menu/menu-screen";
export { DomainSettingsScreen } from "./settings/settings-screen";
