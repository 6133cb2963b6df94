export { ProvisioningScreen } from "./screen";
