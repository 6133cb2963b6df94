import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import FormControl from "@mui/material/FormControl";
import InputLabel from "@mui/material/InputLabel";
import MenuItem from "@mui/material/MenuItem";
import Popover from "@mui/material/Popover";
import MuiSelect from "@mui/material/Select";
import Typography from "@mui/material/Typography";
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";

import type { FieldProperty } from "../model";
import type { RuntimeApi } from "../runtime-api";
import { FilterValue } from "./filter-value";
import { type ColumnFilter, type ColumnOperator, isComplete, operatorsFor } from "./state";

interface FilterPopoverProps {
  anchor: HTMLElement;
  caption: string;
  property: FieldProperty | undefined;
  filter: ColumnFilter | undefined;
  runtime: RuntimeApi;
  onApply: (filter: ColumnFilter | undefined) => void;
  onClose: () => void;
}

const TEMPORAL = new Set(["datetime", "date", "time"]);
const TEMPORAL_WORDS: Partial<Record<ColumnOperator, string>> = {
  greater: "after",
  greater_or_equal: "on_or_after",
  less: "before",
  less_or_equal: "on_or_before",
};

/** Key of the operator's words: dates are "after", numbers are "greater than". */
export function operatorKey(operator: ColumnOperator, property: FieldProperty | undefined): string {
  const word = property && TEMPORAL.has(property.type) ? TEMPORAL_WORDS[operator] : undefined;
  return `operator_${word ?? operator}`;
}

/** Condition and value of one column; Enter applies. */
export function FilterPopover({ anchor, caption, property, filter, runtime, onApply, onClose }: FilterPopoverProps) {
  const { t } = useTranslation("components");
  const operators = operatorsFor(property);
  const [draft, setDraft] = useState<ColumnFilter>(filter ?? { operator: operators[0] ?? "equal", values: [] });
  const labelId = useId();
  const operatorId = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    onApply(isComplete(draft) ? draft : undefined);
  };
  return (
    <Popover
      open
      anchorEl={anchor}
      onClose={onClose}
      anchorOrigin={{ vertical: "bottom", horizontal: "left" }}
      slotProps={{ paper: { role: "dialog", "aria-labelledby": labelId } }}
    >
      <Box component="form" onSubmit={submit} noValidate sx={{ display: "grid", gap: 3, p: 4, width: 288, maxWidth: "calc(100vw - 32px)" }}>
        <Typography id={labelId} variant="h5" component="h2">
          {t("gridFilter", { column: caption })}
        </Typography>
        <FormControl fullWidth>
          <InputLabel id={operatorId}>{t("filterOperator")}</InputLabel>
          <MuiSelect
            labelId={operatorId}
            value={draft.operator}
            onChange={(event) => {
              setDraft({ operator: event.target.value, values: draft.values });
            }}
          >
            {operators.map((operator) => (
              <MenuItem key={operator} value={operator}>
                {t(operatorKey(operator, property))}
              </MenuItem>
            ))}
          </MuiSelect>
        </FormControl>
        <FilterValue
          property={property}
          operator={draft.operator}
          values={draft.values}
          runtime={runtime}
          onChange={(values) => {
            setDraft({ ...draft, values });
          }}
        />
        <Box sx={{ display: "flex", justifyContent: "space-between", gap: 2 }}>
          <Button
            size="small"
            variant="text"
            color="inherit"
            onClick={() => {
              onApply(undefined);
            }}
          >
            {t("filterClear")}
          </Button>
          <Button size="small" variant="contained" type="submit" disabled={!isComplete(draft)}>
            {t("filterApply")}
          </Button>
        </Box>
      </Box>
    </Popover>
  );
}
