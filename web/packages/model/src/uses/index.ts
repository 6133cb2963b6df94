export { COLLECTION_KINDS } from "./elementPaths";
export { referencedComponent } from "./path";
export { propertyUses } from "./propertyUses";
export { referenceUses, stepUses } from "./referenceUses";
