import { ActionMenu, VisuallyHidden } from "@aqtra/ui";
import { type Dispatch, useState } from "react";
import { useTranslation } from "react-i18next";

import type { RuntimeApi } from "../../runtime-api";
import type { PivotField } from "../fields";
import { valuesQuery } from "../queries";
import { type Area, areaOf, AREAS, moveField, type PivotState, setFilter } from "../state";
import type { Texts } from "../texts";
import { keyOf } from "../tree";
import type { PivotData, PivotSettings } from "../use-pivot-data";
import { DragFields } from "./drag";
import { fieldMenu } from "./field-menu";
import { ValuesFilter } from "./values-filter";
import { Zone } from "./zone";

interface FieldAreasProps {
  data: PivotData;
  settings: PivotSettings;
  state: PivotState;
  texts: Texts;
  runtime: RuntimeApi;
  design: boolean;
  onChange: Dispatch<PivotState>;
}

interface Opened {
  readonly id: string;
  readonly anchor: HTMLElement;
}

/** The areas of a pivot with their fields, and the chooser of those that stand nowhere. */
export function FieldAreas({ data, settings, state, texts, runtime, design, onChange }: FieldAreasProps) {
  const { t } = useTranslation("components");
  const [root, setRoot] = useState<HTMLElement | null>(null);
  const [menu, setMenu] = useState<Opened | null>(null);
  const [filtered, setFiltered] = useState<Opened | null>(null);
  const [said, say] = useState("");
  const { areas, fields, component } = data;
  const isChoosing = settings.enable_field_choose && state.chooser;
  const shown = new Set<Area>(AREAS.filter((area) => settings[`show_${area}_fields`]));
  const zones: readonly Area[] = [...(isChoosing ? (["none"] as const) : []), ...(["row", "column", "data", "filter"] as const).filter((area) => shown.has(area))];
  const captionOf = (field: PivotField, area: Area) => (area === "data" ? texts.measure(field) : field.caption);
  const move = (id: string, area: Area, index?: number) => {
    const field = fields.find((candidate) => candidate.id === id);
    if (!field) return;
    onChange(moveField(state, areas, id, area, index));
    say(t("pivotMoved", { field: field.caption, area: t(`pivotArea_${area}`) }));
    // The field is drawn anew in its place; who moved it by its menu goes on there.
    requestAnimationFrame(() => root?.querySelector<HTMLElement>(`[data-field="${id}"] button`)?.focus());
  };
  const setOpen = (axis: "row" | "column", keys: readonly string[]) => {
    onChange({ ...state, open: { ...state.open, [axis]: keys } });
  };
  const menuItems = (field: PivotField) => {
    const area = areaOf(areas, field.id);
    const axis = area === "row" || area === "column" ? area : undefined;
    const depth = axis ? areas[axis].indexOf(field.id) + 1 : 0;
    const isLast = !axis || depth >= data[axis].length;
    const keys = axis ? [...data.members[axis].values()].flat().filter((path) => path.length === depth).map(keyOf) : [];
    return fieldMenu(
      { field, area, areas, shownAreas: shown, mayMove: settings.allow_field_dragging || isChoosing },
      {
        move: (to, index) => {
          move(field.id, to, index);
        },
        sort: (descending) => {
          onChange({ ...state, descending: { ...state.descending, [field.id]: descending } });
        },
        summarize: (summary) => {
          onChange({ ...state, summaries: { ...state.summaries, [field.id]: summary } });
        },
        filter: () => {
          if (menu) setFiltered(menu);
        },
        expand: isLast || !axis ? undefined : () => { setOpen(axis, [...new Set([...state.open[axis], ...keys])]); },
        collapse: isLast || !axis ? undefined : () => { setOpen(axis, state.open[axis].filter((key) => !keys.includes(key))); },
      },
      t,
    );
  };
  const opened = fields.find(({ id }) => id === menu?.id);
  const limited = fields.find(({ id }) => id === filtered?.id);
  if (zones.length === 0) return null;
  return (
    <div className="pivot-areas" ref={setRoot}>
      <DragFields
        captionOf={(id) => fields.find((field) => field.id === id)?.caption ?? ""}
        onDrop={(id, { area, index }) => {
          move(id, area, index);
        }}
      >
        {zones.map((area) => (
          <Zone
            key={area}
            area={area}
            fields={areas[area].flatMap((id) => fields.filter((field) => field.id === id))}
            captionOf={(field) => captionOf(field, area)}
            filters={state.filters}
            mayDrag={settings.allow_field_dragging}
            design={design}
            onMenu={(id, anchor) => {
              setMenu({ id, anchor });
            }}
          />
        ))}
      </DragFields>
      <ActionMenu
        anchor={menu?.anchor ?? null}
        items={opened ? menuItems(opened) : []}
        onClose={() => {
          setMenu(null);
        }}
      />
      {filtered && limited && component !== undefined && (
        <ValuesFilter
          anchor={filtered.anchor}
          field={limited}
          query={valuesQuery(component, data.filterWithout(limited.id), limited, data.prefix, runtime.timeZone)}
          filter={state.filters[limited.id]}
          texts={texts}
          runtime={runtime}
          onApply={(filter) => {
            setFiltered(null);
            onChange(setFilter(state, limited.id, filter));
          }}
          onClose={() => {
            setFiltered(null);
          }}
        />
      )}
      <VisuallyHidden>
        <span aria-live="polite">{said}</span>
      </VisuallyHidden>
    </div>
  );
}
