export { ComponentsList } from "./components-list";
