export * from "./base";
export * from "./component";
export * from "./finding";
export * from "./flow";
export * from "./page";
export * from "./property";
export * from "./systemFields";
