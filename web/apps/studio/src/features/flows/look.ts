/** Icon and hue of steps and their groups. */

import {
  ArrowRightToLine, ArrowUpFromLine, Cable, CloudDownload, DatabaseZap, FileSpreadsheet, FormInput, Reply, Shuffle, SquareFunction, Users,
} from "lucide-react";
import type { LucideIcon } from "lucide-react";
import { createElement } from "react";
import type { ReactElement } from "react";

interface GroupLook {
  icon: LucideIcon;
  /** Degrees from the accent's hue: groups stay distinct whatever accent a theme has. */
  hue: number;
}

const GROUPS: Record<string, GroupLook> = {
  input: { icon: ArrowRightToLine, hue: 0 },
  model_transformation: { icon: Shuffle, hue: 110 },
  user_contexts: { icon: Users, hue: 150 },
  output: { icon: ArrowUpFromLine, hue: 225 },
};

const OTHER: GroupLook = { icon: SquareFunction, hue: 60 };

const STEPS: Record<string, LucideIcon> = {
  get_action_model: FormInput,
  update_entry: DatabaseZap,
  get_values_from_connector: CloudDownload,
  execute_api_call: Cable,
  write_response: Reply,
  import_file: FileSpreadsheet,
};

export function stepIcon(type: string, group: string | undefined): ReactElement {
  return createElement(STEPS[type] ?? groupLook(group).icon, { size: 18, strokeWidth: 1.75, "aria-hidden": true });
}

export function groupLook(group: string | undefined): GroupLook {
  return GROUPS[group ?? ""] ?? OTHER;
}

const ACCENT = "var(--aq-palette-primary-main)";

/** The group's colour, as light or dark as the theme's accent. */
export function groupColour(group: string | undefined): string {
  return `oklch(from ${ACCENT} l max(c, 0.1) calc(h + ${groupLook(group).hue}))`;
}

/** The same, quiet enough to lie under an icon. */
export function groupTint(group: string | undefined): string {
  return `color-mix(in oklch, ${groupColour(group)} 14%, var(--aq-palette-background-paper))`;
}
