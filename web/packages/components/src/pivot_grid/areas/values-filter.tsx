import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Checkbox from "@mui/material/Checkbox";
import FormControlLabel from "@mui/material/FormControlLabel";
import Popover from "@mui/material/Popover";
import TextField from "@mui/material/TextField";
import Typography from "@mui/material/Typography";
import { ErrorState, focusOnMount, SkeletonRows } from "@aqtra/ui";
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";

import type { RuntimeApi } from "../../runtime-api";
import type { PivotField } from "../fields";
import { groupsIn, levelEntriesQuery, type LevelQuery, PAGE } from "../queries";
import type { ValueFilter } from "../state";
import type { Texts } from "../texts";
import { keyOf } from "../tree";

interface ValuesFilterProps {
  anchor: HTMLElement;
  field: PivotField;
  query: LevelQuery;
  filter: ValueFilter | undefined;
  texts: Texts;
  runtime: RuntimeApi;
  onApply: (filter: ValueFilter | undefined) => void;
  onClose: () => void;
}

/** The values of a field, of which any number may be chosen. */
export function ValuesFilter({ anchor, field, query, filter, texts, runtime, onApply, onClose }: ValuesFilterProps) {
  const { t } = useTranslation("components");
  const labelId = useId();
  const [search, setSearch] = useState("");
  const answer = runtime.useEntries(levelEntriesQuery(query, 0));
  const groups = groupsIn(query, answer.rows);
  const [draft, setDraft] = useState<ValueFilter>(filter ?? { mode: "except", values: [] });
  const named = new Map(draft.values.map((value) => [keyOf([value]), value]));
  const isOn = (key: string) => named.has(key) === (draft.mode === "only");
  const options = groups.map(({ row, count }) => ({ key: keyOf(row), value: row[0], text: texts.value(field, row[0]), count }));
  const words = search.trim().toLocaleLowerCase(runtime.locale);
  const shown = options.filter(({ text }) => text.toLocaleLowerCase(runtime.locale).includes(words));
  const areAllOn = shown.length > 0 && shown.every(({ key }) => isOn(key));
  const set = (keys: ReadonlySet<string>, on: boolean) => {
    const isNamed = on === (draft.mode === "only");
    const others = draft.values.filter((value) => !keys.has(keyOf([value])));
    const added = options.filter(({ key }) => keys.has(key)).map(({ value }) => value);
    setDraft({ ...draft, values: isNamed ? [...others, ...added] : others });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    onApply(shortest(draft, options, (answer.count ?? 0) <= PAGE));
  };
  return (
    <Popover open anchorEl={anchor} onClose={onClose} anchorOrigin={{ vertical: "bottom", horizontal: "left" }} slotProps={{ paper: { role: "dialog", "aria-labelledby": labelId } }}>
      <Box component="form" noValidate onSubmit={submit} sx={{ display: "grid", gap: 3, p: 4, width: 304, maxWidth: "calc(100vw - 32px)" }}>
        <Typography id={labelId} variant="h5" component="h2">
          {t("gridFilter", { column: field.caption })}
        </Typography>
        <TextField
          size="small"
          label={t("pivotFindValue")}
          value={search}
          inputRef={focusOnMount}
          onChange={(event) => {
            setSearch(event.target.value);
          }}
        />
        {answer.status === "failed" && <ErrorState compact title={answer.failure?.message} text={null} traceId={answer.failure?.traceId} onRetry={answer.refresh} />}
        {answer.status === "loading" && <SkeletonRows rows={4} height={28} />}
        {answer.status !== "failed" && answer.status !== "loading" && (
          <Box sx={{ maxHeight: 264, overflow: "auto", mx: -2, px: 2 }}>
            {shown.length > 0 && (
              <Option
                label={t("pivotAllValues")}
                checked={areAllOn}
                indeterminate={!areAllOn && shown.some(({ key }) => isOn(key))}
                onChange={(on) => {
                  set(new Set(shown.map(({ key }) => key)), on);
                }}
              />
            )}
            {shown.map(({ key, text, count }) => (
              <Option
                key={key}
                label={text}
                count={texts.count(count)}
                checked={isOn(key)}
                onChange={(on) => {
                  set(new Set([key]), on);
                }}
              />
            ))}
            {shown.length === 0 && <Typography variant="body2" color="textSecondary">{t("noOptions")}</Typography>}
          </Box>
        )}
        {(answer.count ?? 0) > PAGE && (
          <Typography variant="caption" color="textSecondary">
            {t("pivotFirstValues", { number: PAGE })}
          </Typography>
        )}
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
          <Button size="small" variant="contained" type="submit">
            {t("filterApply")}
          </Button>
        </Box>
      </Box>
    </Popover>
  );
}

interface OptionProps {
  label: string;
  count?: string;
  checked: boolean;
  indeterminate?: boolean;
  onChange: (on: boolean) => void;
}

function Option({ label, count, checked, indeterminate = false, onChange }: OptionProps) {
  return (
    <FormControlLabel
      sx={{ display: "flex", mx: 0, minHeight: 32, "& .MuiFormControlLabel-label": { flex: 1, minWidth: 0, display: "flex", gap: 2, overflowWrap: "anywhere" } }}
      control={
        <Checkbox
          size="small"
          checked={checked}
          indeterminate={indeterminate}
          onChange={(_, on) => {
            onChange(on);
          }}
        />
      }
      label={
        <>
          <span>{label}</span>
          {count !== undefined && (
            <Box component="span" sx={{ marginInlineStart: "auto", color: "text.secondary", fontVariantNumeric: "tabular-nums" }}>
              {count}
            </Box>
          )}
        </>
      }
    />
  );
}

/** Named are the fewer of the two: those that count or those that do not; everything is no filter. */
function shortest({ mode, values }: ValueFilter, options: readonly { key: string; value: unknown }[], areAllKnown: boolean): ValueFilter | undefined {
  const named = new Set(values.map((value) => keyOf([value])));
  const others = options.filter(({ key }) => !named.has(key)).map(({ value }) => value);
  const filter: ValueFilter = areAllKnown && others.length < values.length ? { mode: mode === "only" ? "except" : "only", values: others } : { mode, values };
  return filter.mode === "except" && filter.values.length === 0 ? undefined : filter;
}
