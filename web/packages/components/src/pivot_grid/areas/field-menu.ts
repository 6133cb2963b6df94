/** What the menu of a field offers. */
import type { ActionMenuItem } from "@aqtra/ui";
import type { TFunction } from "i18next";
import { ArrowDownAZ, ArrowDownZA, ArrowLeft, ArrowRight, ChevronsDownUp, ChevronsUpDown, EyeOff, ListFilter, MoveRight, Sigma } from "lucide-react";

import { type PivotField, summariesFor } from "../fields";
import { type Area, type Areas, AREAS } from "../state";

export interface FieldActions {
  readonly move: (area: Area, index?: number) => void;
  readonly sort: (descending: boolean) => void;
  readonly summarize: (summary: PivotField["summary"]) => void;
  readonly filter: () => void;
  /** Undefined where there is no next level. */
  readonly expand: (() => void) | undefined;
  readonly collapse: (() => void) | undefined;
}

interface Place {
  readonly field: PivotField;
  readonly area: Area;
  readonly areas: Areas;
  readonly shownAreas: ReadonlySet<Area>;
  readonly mayMove: boolean;
}

export function fieldMenu({ field, area, areas, shownAreas, mayMove }: Place, actions: FieldActions, t: TFunction<"components">): ActionMenuItem[] {
  const items: ActionMenuItem[] = [];
  const item = (id: string, label: string, icon: NonNullable<ActionMenuItem["icon"]>, onClick: () => void, selected = false) => items.push({ id, label, icon, onClick, selected });
  const isAxis = area === "row" || area === "column";
  if (isAxis) {
    item("ascending", t("pivotSortAscending"), ArrowDownAZ, () => { actions.sort(false); }, !field.descending); // prettier-ignore
    item("descending", t("pivotSortDescending"), ArrowDownZA, () => { actions.sort(true); }, field.descending); // prettier-ignore
  }
  if (isAxis && actions.expand) item("expand", t("pivotExpandAll"), ChevronsUpDown, actions.expand);
  if (isAxis && actions.collapse) item("collapse", t("pivotCollapseAll"), ChevronsDownUp, actions.collapse);
  if (area === "data") {
    for (const summary of summariesFor(field.property)) {
      item(`summary ${summary}`, t(`pivotSummary_${summary}`), Sigma, () => { actions.summarize(summary); }, field.summary === summary); // prettier-ignore
    }
  } else if (area !== "none") {
    item("filter", t("pivotFilterValues"), ListFilter, actions.filter);
  }
  if (!mayMove) return items;
  const at = areas[area].indexOf(field.id);
  if (area !== "none" && at > 0) item("earlier", t("pivotMoveEarlier"), ArrowLeft, () => { actions.move(area, at - 1); }); // prettier-ignore
  if (area !== "none" && at < areas[area].length - 1) item("later", t("pivotMoveLater"), ArrowRight, () => { actions.move(area, at + 1); }); // prettier-ignore
  for (const other of AREAS) {
    if (other !== area && shownAreas.has(other)) item(`to ${other}`, t("pivotMoveTo", { area: t(`pivotArea_${other}`) }), MoveRight, () => { actions.move(other); }); // prettier-ignore
  }
  if (area !== "none") item("hide", t("pivotHide"), EyeOff, () => { actions.move("none"); }); // prettier-ignore
  return items;
}
