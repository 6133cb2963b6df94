export { PublicationWatcher } from "./watcher";
