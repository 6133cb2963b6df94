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
  type Holds,
  type PanelSlot,
  type ViewProps,
} from "./define";
export { itemTypes, type ItemField } from "./items";
export { BuiltInIcon } from "./shared/built-in-icon";
export { iconNames, iconOf, icons } from "./icons";
export { decimalText, compareDecimals } from "./shared/decimal";
export { collectionComponent, useCollectionComponent } from "./shared/collection-component";
export { type PanelState } from "./shared/use-shown-panel";
export { displayValue } from "./shared/display";
export { isReference, referenceText } from "./shared/reference";
export { refers } from "./shared/paths";
export { effectiveProperty } from "./shared/effective-property";
export { isAddress } from "./shared/address";
export { fileSize } from "./shared/file-size";
export { INCOMPLETE } from "./shared/incomplete";
export { temporalConstant, type TemporalType } from "./shared/instants";
export { isPhoneNumber } from "./shared/phone";
export { followsMask } from "./text_field/mask";
export * from "./runtime-api";
export {
  FILTER_OPERATORS,
  PANELS,
  resolveSettings,
  type ChartSource,
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
