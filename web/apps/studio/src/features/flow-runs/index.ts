export { ApiSwitch } from "./api-switch";
export { Breakpoint } from "./breakpoint";
export { FlowRuns } from "./flow-runs";
export { RunButtons } from "./run-buttons";
export { RunPanel } from "./run-panel";
