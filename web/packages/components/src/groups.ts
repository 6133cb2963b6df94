/**
 * Settings shared by many components, each written once. A component pulls in whole groups;
 * `without` drops single settings of one.
 */
import type { SettingSpecs } from "./settings";

/** Extensions of what a browser shows as a picture. */
export const PICTURES = [".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"] as const;
const NO_SIDES = [0, 0, 0, 0] as const;

export const identity = {
  automation_id: {
    type: "text",
    panel: "header",
    title: "Automation ID",
    about: "Stable hook written to the DOM for automated tests and for CSS rules.",
  },
} as const satisfies SettingSpecs;

export const field = {
  disabled: { type: "bool", panel: "Common", title: "Disabled", default: false, about: "Shown greyed out, not editable, skipped by the Tab key." },
  disabled_when: { type: "expression", panel: "Common", title: "Disabled when", about: "Condition under which it is disabled, such as `Status == 2`." },
  required: { type: "bool", panel: "Common", title: "Required", default: false, about: "Must be filled before the form may be submitted." },
  required_when: { type: "expression", panel: "Common", title: "Required when", about: "Condition under which it must be filled, such as `Total > 1000`." },
  label: { type: "localized_text", panel: "Common", title: "Label", default_from: "title of the bound property", about: "Caption above the control." },
  tooltip: { type: "localized_text", panel: "Common", title: "Tool tip", about: "Hint shown on hover." },
  binding: { type: "binding", panel: "Common", title: "Binding", about: "Property the control reads and writes." },
  tab_index: { type: "int", panel: "Common", title: "Tab index", default: 0, about: "Keyboard order, 0 upwards." },
} as const satisfies SettingSpecs;

export const textEntry = {
  placeholder: { type: "localized_text", panel: "Common", title: "Placeholder", about: "Grey hint while empty." },
  show_clear: { type: "bool", panel: "Common", title: "Show clear", default: false, about: "Shows an icon that empties the value." },
  auto_complete: { type: "text", panel: "Common", title: "Auto complete", about: "Value of the HTML autocomplete attribute." },
} as const satisfies SettingSpecs;

export const text = {
  font_size: { type: "css_size", panel: "Text", title: "Font size", about: "Font size." },
  color: { type: "css_color", panel: "Text", title: "Color", about: "Text colour, honoured for every bound type." },
  bold: { type: "bool", panel: "Text", title: "Bold", default: false, about: "Bold face." },
  italic: { type: "bool", panel: "Text", title: "Italic", default: false, about: "Italic face." },
  text_alignment: {
    type: "enum",
    panel: "Text",
    title: "Text alignment",
    values: ["left", "right", "center", "justify"],
    default: "left",
    about: "Horizontal alignment.",
  },
} as const satisfies SettingSpecs;

export const layout = {
  width: { type: "css_size", panel: "Layout", title: "Width", about: "Element width." },
  height: { type: "css_size", panel: "Layout", title: "Height", about: "Element height." },
  grow: { type: "bool", panel: "Layout", title: "Grow", default: true, about: "Takes the free space of the flex container relative to its siblings." },
  margin: { type: "thickness", panel: "Layout", title: "Margin", default: NO_SIDES, about: "Outer spacing per side." },
  padding: { type: "thickness", panel: "Layout", title: "Padding", default: NO_SIDES, about: "Inner spacing per side." },
  visible: { type: "bool", panel: "Layout", title: "Visible", default: true, about: "Off: not rendered at all, takes no part in client validation." },
  visible_when: { type: "expression", panel: "Layout", title: "Visible when", about: "Condition under which it is visible, such as `not is_empty(Customer)`." },
  hidden: { type: "bool", panel: "Layout", title: "Hidden", default: false, about: "On: stays mounted but is not displayed and takes no space." },
} as const satisfies SettingSpecs;

const alignItems = {
  type: "enum",
  panel: "Layout",
  title: "Align items",
  values: ["none", "center", "end", "start", "stretch"],
  default: "none",
} as const;

export const textBox = {
  align_items: { ...alignItems, about: "Position of the text across its box." },
} as const satisfies SettingSpecs;

export const containerLayout = {
  orientation: {
    type: "enum",
    panel: "Layout",
    title: "Orientation",
    values: ["horizontal", "vertical"],
    default: "horizontal",
    about: "Flex direction of the children.",
  },
  justify_content: {
    type: "enum",
    panel: "Layout",
    title: "Justify content",
    values: ["none", "center", "end", "start", "space_around", "space_between", "space_evenly"],
    default: "none",
    about: "Distribution along the main axis.",
  },
  align_items: { ...alignItems, about: "Alignment across the main axis." },
} as const satisfies SettingSpecs;

export const appearance = {
  corner_radius: { type: "radius", panel: "Appearance", title: "Corner radius", default: 0, about: "Rounded corners." },
  border_thickness: { type: "thickness", panel: "Appearance", title: "Border thickness", default: NO_SIDES, about: "Border width per side." },
  opacity: { type: "number", panel: "Appearance", title: "Opacity", values: "0..1", default: 1, about: "Transparency of the whole element." },
} as const satisfies SettingSpecs;

export const brush = {
  background: { type: "css_color", panel: "Brush", title: "Background", about: "Background colour; a button without one takes the domain's primary colour." },
  background_image: {
    type: "file_ref",
    panel: "Brush",
    title: "Background image",
    values: PICTURES,
    about: "Picture used as background of the element.",
  },
  border_brush: { type: "css_color", panel: "Brush", title: "Border brush", about: "Border colour." },
} as const satisfies SettingSpecs;

export const valueEvents = {
  on_value_changed: { type: "script_ref", panel: "Events", title: "On value changed", about: "Runs after the value really changed and was committed." },
  on_key_down: { type: "script_ref", panel: "Events", title: "On key down", about: "Runs on each key press inside the control." },
  on_key_up: { type: "script_ref", panel: "Events", title: "On key up", about: "Runs on each key release inside the control." },
  on_focus: { type: "script_ref", panel: "Events", title: "On focus", about: "Runs when the control receives focus." },
} as const satisfies SettingSpecs;

export const optionsSource = {
  show_filter: { type: "bool", panel: "Common", title: "Show filter", default: false, about: "Search box inside the list; matching ignores case." },
  static_filters: { type: "list filter_rule", panel: "Common", title: "Static filters", about: "Limits the offered entries of the referenced component." },
  dynamic_filters: { type: "list dynamic_filter_rule", panel: "Common", title: "Dynamic filters", about: "Limits the offered entries by the current form." },
} as const satisfies SettingSpecs;

export const collectionSource = {
  component: { type: "component_ref", panel: "Common", title: "Component", about: "Component whose entries are shown." },
  static_filters: { type: "list filter_rule", panel: "Common", title: "Static filters", about: "Constant rules, all must hold." },
  dynamic_filters: { type: "list dynamic_filter_rule", panel: "Common", title: "Dynamic filters", about: "Rules whose right side is read from the current model." },
  order_fields: { type: "list order_field", panel: "Common", title: "Order fields", about: "Default sorting." },
  manual_reload: { type: "bool", panel: "Common", title: "Manual reload", default: false, about: "Nothing is loaded on open or on filter change; only an explicit refresh loads data." },
  data_model_source: { type: "property_ref", panel: "Common", title: "Data model", about: "Takes rows from a catalog or array property reachable from the current entry." },
} as const satisfies SettingSpecs;

export const collectionEvents = {
  on_datasource_loaded: { type: "script_ref", panel: "Events", title: "On datasource loaded", about: "After every load of rows." },
  on_loaded: { type: "script_ref", panel: "Events", title: "On loaded", about: "Once, when the element is first rendered." },
} as const satisfies SettingSpecs;

/** A group without the named settings. */
export function without<Specs extends SettingSpecs, Id extends keyof Specs>(specs: Specs, ...ids: Id[]): Omit<Specs, Id> {
  return Object.fromEntries(Object.entries(specs).filter(([id]) => !ids.includes(id as Id))) as Omit<Specs, Id>;
}
