export { ServiceAccountScreen } from "./account-screen";
export { ServiceAccountsScreen } from "./list-screen";
