export { TokensScreen } from "./screen";
