/** The changes of a component as lines to read: what happens to properties first, then all that is around them. */

import type { TFunction } from "i18next";
import { ArrowDownUp, Code, FileText, Minus, Pencil, Plus, Settings2, Shapes, SlidersHorizontal, Workflow } from "lucide-react";
import type { LucideIcon } from "lucide-react";
import { useTranslation } from "react-i18next";

import type { ModelChanges } from "../../shared/api";

interface Line {
  id: string;
  icon: LucideIcon;
  property?: { property: string; title: string };
  text: string;
}

const SWITCHES: ReadonlySet<string> = new Set(["required", "primary_key", "query", "virtual", "restrict_access", "encrypted", "proxy_mode"]);
const PARTS: Record<ModelChanges["parts"][number]["part"], LucideIcon> = { page: FileText, flow: Workflow, script: Code };

export function useChangeLines(changes: ModelChanges): Line[] {
  const { t } = useTranslation("publication");
  if (changes.is_new) return [{ id: "new", icon: Plus, text: t("changes.new", { count: changes.added.length }) }];
  return [...propertyLines(changes, t), ...surroundings(changes, t)];
}

function propertyLines({ added, renamed, retyped, settings, removed }: ModelChanges, t: TFunction<"publication">): Line[] {
  return [
    ...added.map((property): Line => ({ id: `added ${property.property}`, icon: Plus, property, text: t("changes.added") })),
    ...renamed.map((change): Line => ({ id: `renamed ${change.property}`, icon: Pencil, property: change, text: t("changes.renamed", { before: change.before, after: change.after }) })),
    ...retyped.map((change): Line => ({ id: `retyped ${change.property}`, icon: Shapes, property: change, text: t("changes.retyped", { before: typeName(change.before, t), after: typeName(change.after, t) }) })),
    ...settings.flatMap(({ property, title, ...change }): Line[] =>
      property === null ? [] : [{ id: `${change.setting} ${property}`, icon: SlidersHorizontal, property: { property, title: title ?? property }, text: settingText(change, t) }],
    ),
    ...removed.map((property): Line => ({ id: `removed ${property.property}`, icon: Minus, property, text: t("changes.removed") })),
  ];
}

function surroundings({ settings, parts, reordered }: ModelChanges, t: TFunction<"publication">): Line[] {
  return [
    ...settings.filter(({ property }) => property === null).map((change): Line => ({ id: change.setting, icon: Settings2, text: settingText(change, t) })),
    ...parts.map(({ part, name, change }, place): Line => ({ id: `${part} ${place}`, icon: PARTS[part], text: t(`changes.parts.${part}.${change}`, { name }) })),
    ...reordered.map((list): Line => ({ id: `order ${list}`, icon: ArrowDownUp, text: t(`changes.reordered.${list}`) })),
  ];
}

function settingText({ setting, before, after }: { setting: string; before: string; after: string }, t: TFunction<"publication">): string {
  const shown = (value: string): string => {
    if (value === "") return "–";
    return SWITCHES.has(setting) ? t(value === "true" ? "changes.yes" : "changes.no") : value;
  };
  return t("changes.setting", { setting: t(`settings.${setting}`, { defaultValue: setting }), before: shown(before), after: shown(after) });
}

/** Arrays of values come with the type of these. */
function typeName(type: string, t: TFunction<"publication">): string {
  const items = /^array of (.+)$/.exec(type)?.[1];
  const name = t(`types.${items ?? type}`, { defaultValue: items ?? type });
  return items ? t("changes.arrayOf", { type: name }) : name;
}
