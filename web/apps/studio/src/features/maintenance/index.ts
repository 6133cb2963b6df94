export { ImportScreen } from "./import/screen";
export { MaintenanceScreen } from "./screen";
