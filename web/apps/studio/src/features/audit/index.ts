export { AuditScreen } from "./screen";
