import { useDroppable } from "@dnd-kit/core";
import { useTranslation } from "react-i18next";

import type { PivotField } from "../fields";
import type { Area, ValueFilter } from "../state";
import { FieldChip } from "./field-chip";

interface ZoneProps {
  area: Area;
  fields: readonly PivotField[];
  captionOf: (field: PivotField) => string;
  filters: Readonly<Record<string, ValueFilter>>;
  mayDrag: boolean;
  design: boolean;
  onMenu: (id: string, anchor: HTMLElement) => void;
}

/** One area and the fields that stand in it. */
export function Zone({ area, fields, captionOf, filters, mayDrag, design, onMenu }: ZoneProps) {
  const { t } = useTranslation("components");
  const { setNodeRef, isOver } = useDroppable({ id: area, data: { area }, disabled: !mayDrag });
  const name = t(`pivotArea_${area}`);
  return (
    <div className="pivot-zone" role="group" aria-label={name} ref={setNodeRef} data-over={isOver ? "" : undefined} data-area={area}>
      <span className="pivot-zone-name" aria-hidden>
        {name}
      </span>
      {fields.map((field, index) => (
        <FieldChip
          key={field.id}
          field={field}
          caption={captionOf(field)}
          area={area}
          index={index}
          isFiltered={filters[field.id] !== undefined}
          mayDrag={mayDrag && !design}
          onMenu={(anchor) => {
            if (!design) onMenu(field.id, anchor);
          }}
        />
      ))}
      {fields.length === 0 && <span className="pivot-zone-empty">{t(mayDrag ? "pivotDropHere" : "pivotNoFields")}</span>}
    </div>
  );
}
