import FormControl from "@mui/material/FormControl";
import InputLabel from "@mui/material/InputLabel";
import MenuItem from "@mui/material/MenuItem";
import MuiSelect from "@mui/material/Select";
import TextField from "@mui/material/TextField";
import { focusOnMount } from "@aqtra/ui";
import { DatePicker } from "@mui/x-date-pickers/DatePicker";
import { TimePicker } from "@mui/x-date-pickers/TimePicker";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";

import type { FieldProperty } from "../model";
import type { RuntimeApi } from "../runtime-api";
import { EntryPicker } from "../select/entry-picker";
import { decimalText } from "../shared/decimal";
import { fromMoment, toMoment } from "../shared/instants";
import { editableNumber, parseNumber } from "../shared/number-text";
import { PickersProvider } from "../shared/pickers-provider";
import type { ColumnOperator } from "./state";

interface FilterValueProps {
  property: FieldProperty | undefined;
  operator: ColumnOperator;
  values: readonly unknown[];
  runtime: RuntimeApi;
  onChange: (values: readonly unknown[]) => void;
}

/** The right side of a column filter, fitted to the type of the property. */
export function FilterValue({ property, operator, values, runtime, onChange }: FilterValueProps) {
  const { t } = useTranslation("components");
  if (operator === "is_empty" || operator === "is_not_empty") return null;
  if (property?.enum) {
    return (
      <Choice
        multiple
        options={property.enum.map((option) => ({ value: option.value, title: option.title || String(option.value) }))}
        values={values}
        onChange={onChange}
      />
    );
  }
  if (property?.type === "boolean") {
    const options = [
      { value: "true", title: t("yes") },
      { value: "false", title: t("no") },
    ];
    return <Choice options={options} values={values} onChange={onChange} />;
  }
  if (property?.type === "catalog" && property.component) {
    return <Referenced component={property.component} property={property} value={values[0]} runtime={runtime} onChange={onChange} />;
  }
  const write = (index: number) => (value: unknown) => {
    const next = [...values];
    next[index] = value;
    onChange(next);
  };
  if (operator !== "between") return <Single property={property} label={t("filterValue")} value={values[0]} runtime={runtime} first onChange={write(0)} />;
  return (
    <>
      <Single property={property} label={t("filterFrom")} value={values[0]} runtime={runtime} first onChange={write(0)} />
      <Single property={property} label={t("filterTo")} value={values[1]} runtime={runtime} onChange={write(1)} />
    </>
  );
}

interface SingleProps {
  property: FieldProperty | undefined;
  label: string;
  value: unknown;
  runtime: RuntimeApi;
  /** The first field of the popover takes the focus. */
  first?: boolean;
  onChange: (value: unknown) => void;
}

function Single({ property, label, value, runtime, first, onChange }: SingleProps) {
  if (property?.type === "datetime" || property?.type === "date" || property?.type === "time") {
    // A day is what people filter by; against an instant it means the whole day in their zone.
    const type = property.type === "time" ? "time" : "date";
    const Picker = type === "time" ? TimePicker : DatePicker;
    return (
      <PickersProvider locale={runtime.locale} zone={runtime.timeZone}>
        <Picker
          label={label}
          timezone="UTC"
          value={toMoment(value, type, "UTC")}
          onChange={(moment) => {
            if (moment === null || moment.isValid()) onChange(fromMoment(moment, type, "UTC"));
          }}
          slotProps={{ textField: { fullWidth: true, size: "small" } }}
        />
      </PickersProvider>
    );
  }
  if (property?.type === "integer" || property?.type === "number") return <NumberValue label={label} value={value} runtime={runtime} first={first} onChange={onChange} />;
  return (
    <TextField
      label={label}
      value={typeof value === "string" ? value : ""}
      inputRef={first ? focusOnMount : undefined}
      onChange={(event) => {
        onChange(event.target.value);
      }}
    />
  );
}

function NumberValue({ label, value, runtime, first, onChange }: Omit<SingleProps, "property">) {
  const canonical = decimalText(value);
  const [typed, setTyped] = useState(canonical === undefined ? "" : editableNumber(canonical, runtime.locale));
  const wrong = parseNumber(typed, runtime.locale) === undefined;
  return (
    <TextField
      label={label}
      value={typed}
      error={wrong}
      inputRef={first ? focusOnMount : undefined}
      slotProps={{ htmlInput: { inputMode: "decimal" } }}
      onChange={(event) => {
        setTyped(event.target.value);
        onChange(parseNumber(event.target.value, runtime.locale) ?? null);
      }}
    />
  );
}

interface ChoiceProps {
  options: readonly { value: string | number; title: string }[];
  values: readonly unknown[];
  multiple?: boolean;
  onChange: (values: readonly unknown[]) => void;
}

function Choice({ options, values, multiple = false, onChange }: ChoiceProps) {
  const { t } = useTranslation("components");
  const id = useId();
  const chosen = values.map(String);
  return (
    <FormControl fullWidth>
      <InputLabel id={id}>{t("filterValue")}</InputLabel>
      <MuiSelect<string | string[]>
        labelId={id}
        multiple={multiple}
        value={multiple ? chosen : (chosen[0] ?? "")}
        onChange={(event) => {
          const picked = new Set([event.target.value].flat());
          onChange(options.filter((option) => picked.has(String(option.value))).map((option) => option.value));
        }}
      >
        {options.map((option) => (
          <MenuItem key={option.value} value={String(option.value)}>
            {option.title}
          </MenuItem>
        ))}
      </MuiSelect>
    </FormControl>
  );
}

interface ReferencedProps {
  component: string;
  property: FieldProperty;
  value: unknown;
  runtime: RuntimeApi;
  onChange: (values: readonly unknown[]) => void;
}

function Referenced({ component, property, value, runtime, onChange }: ReferencedProps) {
  const { t } = useTranslation("components");
  const id = useId();
  const nothing = () => undefined;
  return (
    <FormControl fullWidth>
      <InputLabel htmlFor={id}>{t("filterValue")}</InputLabel>
      <EntryPicker
        component={component}
        filter={undefined}
        property={property}
        runtime={runtime}
        control={{
          label: t("filterValue"),
          tooltip: "",
          placeholder: "",
          inputId: id,
          labelId: `${id}-label`,
          errorId: `${id}-error`,
          tooltipId: `${id}-tooltip`,
          error: undefined,
          required: false,
          disabled: false,
          readOnly: false,
          showClear: true,
          value,
          change: nothing,
          commit: nothing,
          inputProps: {
            id,
            tabIndex: 0,
            "aria-invalid": undefined,
            "aria-describedby": undefined,
            "aria-required": undefined,
            "data-field": undefined,
            onFocus: nothing,
            onKeyDown: nothing,
            onKeyUp: nothing,
          },
        }}
        onPick={(reference) => {
          onChange(reference ? [reference] : []);
        }}
      />
    </FormControl>
  );
}
