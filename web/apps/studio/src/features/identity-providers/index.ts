export { ProviderListScreen } from "./list-screen";
export { ProviderScreen } from "./provider-screen";
