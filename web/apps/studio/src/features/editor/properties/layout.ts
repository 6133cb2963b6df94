/** Which settings of an element are shown, and in which groups. */

import { COMMANDS, PANELS, commandParameters, definitionOf } from "@aqtra/components";
import type { AnyDefinition, CommandType, Panel, SettingSpec } from "@aqtra/components";
import type { Element } from "@aqtra/model";

import { EDITORS } from "./editors";
import { isServed } from "./served";

const RESTRICT_ACCESS = "restrict_access";

export interface SettingRow {
  readonly setting: string;
  readonly spec: SettingSpec;
}

export interface SettingGroup {
  readonly panel: Panel;
  readonly rows: readonly SettingRow[];
}

/** Groups in the order of the catalogue; a search shows only what it finds. */
export function groupsOf(element: Element, words: string): SettingGroup[] {
  const definition = definitionOf(element.kind);
  if (!definition) return [];
  const wanted = words.trim().toLowerCase();
  const rows = Object.entries(definition.settings)
    .map(([setting, spec]) => ({ setting, spec }))
    .filter((row) => isOffered(element, definition, row))
    .filter(({ setting, spec }) => wanted === "" || `${spec.title} ${setting}`.toLowerCase().includes(wanted));
  return PANELS.map((panel) => ({ panel, rows: rows.filter(({ spec }) => spec.panel === panel) })).filter(
    (group) => group.rows.length > 0,
  );
}

function isOffered(element: Element, definition: AnyDefinition, { setting, spec }: SettingRow): boolean {
  if (EDITORS[spec.type] === null) return false;
  const isStored = element.settings[setting] !== undefined;
  if (!isStored && !isServed(setting, spec.type)) return false;
  return !isHiddenParameter(element, definition, setting);
}

/** Parameters are shown for the chosen command only; the page also for the add button of a collection. */
function isHiddenParameter(element: Element, definition: AnyDefinition, setting: string): boolean {
  if (!("command_type" in definition.settings)) return false;
  const idOf = (parameter: string): string => definition.parameterSettings[parameter] ?? parameter;
  if (![...Object.keys(commandParameters), RESTRICT_ACCESS].some((parameter) => idOf(parameter) === setting)) return false;
  // Switched on and left behind by another command, it is an error that must be seen to be mended.
  if (setting === RESTRICT_ACCESS && element.settings[setting] === true) return false;
  if (setting === "component_page" && element.settings["show_add_button"] === true) return false;
  const command = element.settings["command_type"];
  const shown: readonly string[] = typeof command === "string" && command in COMMANDS ? COMMANDS[command as CommandType].parameters : [];
  return !shown.some((parameter) => idOf(parameter) === setting);
}

export function changedCount(element: Element, group: SettingGroup): number {
  return group.rows.filter(({ setting }) => element.settings[setting] !== undefined).length;
}
