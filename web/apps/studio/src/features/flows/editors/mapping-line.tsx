import type { Property } from "@aqtra/model";
import { ActionIcon } from "@aqtra/ui";
import { Box, Typography } from "@mui/material";
import { Quote, Spline, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";

import { constantType } from "../constant";
import type { MappingRow } from "../mapping";
import type { ModelField } from "../types";
import { ConstantField } from "./constant-field";
import { PathField } from "./path-field";

interface MappingLineProps {
  id: string;
  property: Property;
  row: MappingRow | undefined;
  fields: ModelField[];
  /** Null takes the row away: the property is not written. */
  onChange: (row: MappingRow | null) => void;
}

/** A property and where its value comes from: a path, or a constant. */
export function MappingLine({ id, property, row, fields, onChange }: MappingLineProps) {
  const { t } = useTranslation("flows");
  const target = property.name;
  const isConstant = row?.const !== undefined;
  return (
    <Box
      component="li"
      sx={{ display: "grid", gridTemplateColumns: "minmax(0, 2fr) minmax(0, 3fr) 28px", alignItems: "center", columnGap: 2, py: 1.5, borderBottom: 1, borderColor: "divider" }}
    >
      <Box sx={{ minWidth: 0 }}>
        <Typography variant="body2" noWrap title={target}>
          {property.title || target}
          {property.required && (
            <Box component="span" sx={{ color: "error.main" }}>
              {" *"}
            </Box>
          )}
        </Typography>
        <Typography variant="caption" color="textSecondary" component="p" noWrap>
          {property.title && property.title !== target ? `${target} · ${property.type}` : property.type}
        </Typography>
      </Box>
      {isConstant ? (
        <ConstantField
          name={t("editors.constantOf", { name: property.title || target })}
          type={constantType(property)}
          value={row.const ?? null}
          onChange={(value) => onChange({ target, const: value })}
        />
      ) : (
        <PathField
          id={id}
          value={row?.source ?? ""}
          fields={fields}
          withRunVariables
          onChange={(source) => onChange(source === "" ? null : { target, source })}
          field={{ placeholder: t("editors.notWritten") }}
          ariaLabel={t("editors.sourceOf", { name: property.title || target })}
        />
      )}
      <ActionIcon
        icon={isConstant ? Spline : Quote}
        size="small"
        name={t(isConstant ? "editors.fromPath" : "editors.constant")}
        onClick={() => onChange(isConstant ? null : { target, const: null })}
      />
    </Box>
  );
}

/** A row whose property is gone: it can only be taken away. */
export function LostRow({ row, onRemove }: { row: MappingRow; onRemove: () => void }) {
  const { t } = useTranslation("flows");
  return (
    <Box component="li" sx={{ display: "flex", alignItems: "center", gap: 2, py: 1.5, color: "error.main" }}>
      <Box sx={{ minWidth: 0, flexGrow: 1 }}>
        <Typography variant="body2" noWrap>
          {row.target}
        </Typography>
        <Typography variant="caption">{t("editors.lostTarget")}</Typography>
      </Box>
      <ActionIcon icon={Trash2} size="small" name={t("editors.removeRow")} onClick={onRemove} />
    </Box>
  );
}
