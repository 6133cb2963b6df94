/** What can be set but nothing serves yet. The checker refuses it, so it is not offered; what is stored stays visible. */

import type { SettingType } from "@aqtra/components";

const TYPES: ReadonlySet<SettingType> = new Set<SettingType>(["workflow_ref"]);
const SETTINGS: ReadonlySet<string> = new Set(["wait_complete"]);
const VALUES: ReadonlySet<string> = new Set(["execute_workflow"]);

export function isServed(setting: string, type: SettingType): boolean {
  return !TYPES.has(type) && !SETTINGS.has(setting);
}

export function isServedValue(setting: string, value: string): boolean {
  return setting !== "command_type" || !VALUES.has(value);
}
