export { newComponent } from "./component";
export { FIRST_PAGE_NAME, copyElement, newElement, newPage, pageNamed } from "./element";
export { newFlow, newStage, newStep } from "./flow";
export { canBeEncrypted, changeType, formatEnum, newProperty, ownSettings, parseEnum } from "./property";
export type { EnumProblem, ParsedEnum } from "./property";
