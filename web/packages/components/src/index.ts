export { catalogue, definitionOf } from "./catalogue";
export { ElementView, type ElementViewProps } from "./element-view";
export { createDesignRuntime, type DesignSources } from "./design-runtime";
export { COMMANDS, commandParameters, TARGET_COMPONENT, type CommandId, type CommandParameter, type CommandType } from "./commands";
export {
  defineComponent,
  type AnyDefinition,
  type BindType,
  type ComponentDefinition,
  type ComponentGroup,
  type ViewProps,
} from "./define";
export { itemTypes, type ItemField } from "./items";
export { BuiltInIcon } from "./shared/built-in-icon";
export { iconNames, iconOf, icons } from "./icons";
export { decimalText, compareDecimals } from "./shared/decimal";
export { displayValue, isReference, referenceText } from "./shared/display";
export { effectiveProperty } from "./shared/effective-property";
export { INCOMPLETE, temporalConstant, type TemporalType } from "./shared/instants";
export { followsMask } from "./text_field/mask";
export * from "./runtime-api";
export {
  FILTER_OPERATORS,
  PANELS,
  resolveSettings,
  type CssSize,
  type DynamicFilterRule,
  type FilterOperator,
  type FilterRule,
  type GridColumn,
  type ItemType,
  type OrderField,
  type Panel,
  type ParamPair,
  type Resolved,
  type SettingSpec,
  type SettingSpecs,
  type SettingType,
  type SettingValueByType,
  type Thickness,
} from "./settings";
export type { Element, Entry, FieldProperty, LocalizedText, Reference } from "./model";
export { default as componentStrings } from "./strings/en.json";
