export { COLLECTION_KINDS, TEMPLATE_KINDS } from "./elementPaths";
export { entryComponent, entryComponentInside } from "./entryComponent";
export { referencedComponent } from "./path";
export { propertyUses } from "./propertyUses";
export { referenceUses, stepUses } from "./referenceUses";
