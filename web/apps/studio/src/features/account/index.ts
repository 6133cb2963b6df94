export { AccountScreen } from "./screen";
