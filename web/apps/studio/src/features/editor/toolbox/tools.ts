/** What the toolbox offers: the component library and the items that add pages and flows. */

import { catalogue } from "@aqtra/components";
import type { LucideIcon } from "lucide-react";
import { Workflow } from "lucide-react";

import { DATAFLOW_ITEM } from "../dnd/drag-data";

export const TOOL_GROUPS = ["basic", "advanced", "layout", "flows"] as const;
export type ToolGroup = (typeof TOOL_GROUPS)[number];

export interface Tool {
  readonly item: string;
  readonly group: ToolGroup;
  readonly title: string;
  readonly purpose: string;
  readonly icon: LucideIcon;
}

export const TOOLS: readonly Tool[] = [
  ...catalogue.map(({ kind, group, title, purpose, icon }) => ({ item: kind, group, title, purpose, icon })),
  {
    item: DATAFLOW_ITEM,
    group: "flows",
    title: "Data flow",
    purpose: "Fetches, changes and stores data when a button or another caller starts it.",
    icon: Workflow,
  },
];

export function toolOf(item: string): Tool | undefined {
  return TOOLS.find((tool) => tool.item === item);
}

export function matching(words: string): readonly Tool[] {
  const wanted = words.trim().toLowerCase();
  return wanted === "" ? TOOLS : TOOLS.filter((tool) => `${tool.title} ${tool.purpose}`.toLowerCase().includes(wanted));
}
