/** Static and dynamic filters: a button with their number, and the dialog that edits them. */

import type { JsonObject } from "@aqtra/model";
import { ActionIcon, EmptyState } from "@aqtra/ui";
import { Box, Button } from "@mui/material";
import { Plus, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { operatorsFor } from "../../../../shared/filter-operators";
import { valueTitle } from "./choice";
import { BoolControl, ChoiceControl, TextControl } from "./controls";
import { EditDialog, OpenButton } from "./edit-dialog";
import { useEntryComponent } from "./entry-component";
import { useFieldsThrough } from "./field-picker";
import { OneField } from "./fields-list";
import type { EditorProps } from "./props";
import { textOf } from "./props";
import { orDefault, recordsOf, replacedAt, withMember, withoutIndex } from "./record";
import { useRowsComponent } from "./rows-component";

function RulesEditor({ id, spec, value, element, onChange, dynamic }: EditorProps & { dynamic: boolean }) {
  const { t } = useTranslation("editor");
  const [draft, setDraft] = useState<JsonObject[] | null>(null);
  const rules = recordsOf(value);
  const rows = useRowsComponent(element);
  const entry = useEntryComponent(element);
  const problem = draft?.some((rule) => !rule["field"] || (dynamic && !rule["source"])) ? t(dynamic ? "rules.incompleteDynamic" : "rules.incomplete") : null;
  return (
    <>
      <OpenButton id={id} label={spec.title} text={rules.length === 0 ? t("rules.none") : t("rules.count", { count: rules.length })} onOpen={() => setDraft(rules)} />
      {draft && (
        <EditDialog
          title={spec.title}
          width="md"
          problem={problem}
          onCancel={() => setDraft(null)}
          onOk={() => {
            onChange(orDefault(draft));
            setDraft(null);
          }}
        >
          {draft.length === 0 && <EmptyState compact title={t("rules.empty")} text={t(rows ? "rules.emptyText" : "columns.chooseComponent")} />}
          <Box sx={{ display: "grid", gap: 2, px: 3 }}>
            {draft.map((rule, index) => (
              <RuleLine
                entry={entry}
                // Rules have no identity of their own; their order does not change here.
                key={index}
                rule={rule}
                rows={rows}
                dynamic={dynamic}
                onRule={(next) => setDraft(replacedAt(draft, index, next))}
                onRemove={() => setDraft(withoutIndex(draft, index))}
              />
            ))}
            <Button variant="text" size="small" startIcon={<Plus size={14} aria-hidden />} disabled={rows === null} onClick={() => setDraft([...draft, { field: "", operator: "equal" }])} sx={{ justifySelf: "start" }}>
              {t("rules.add")}
            </Button>
          </Box>
        </EditDialog>
      )}
    </>
  );
}

interface RuleLineProps {
  rule: JsonObject;
  rows: string | null;
  /** Whose entry the right side is read from. */
  entry: string | null;
  dynamic: boolean;
  onRule: (rule: JsonObject) => void;
  onRemove: () => void;
}

function RuleLine({ rule, rows, entry, dynamic, onRule, onRemove }: RuleLineProps) {
  const { t } = useTranslation("editor");
  const field = textOf(rule["field"]);
  const options = useFieldsThrough(rows, field);
  const operators = operatorsFor(options.find((option) => option.path === field)?.type);
  const operator = textOf(rule["operator"]) || "equal";
  const withNull = rule["compare_with_null"] === true;
  const set = (member: string, value: string | boolean | undefined): void => onRule(withMember(rule, member, value));
  return (
    <Box role="group" aria-label={t("rules.rule", { field: field || "…" })} sx={{ display: "grid", gridTemplateColumns: "1.3fr 1fr 1.2fr auto auto", gap: 2, alignItems: "center" }}>
      <OneField component={rows} label={t("rules.field")} path={field} placeholder={t("rules.field")} onChange={(path) => set("field", path)} />
      <ChoiceControl
        label={t("rules.operator")}
        value={operator}
        choices={operators.map((value) => ({ value, label: valueTitle(t, value) }))}
        onChange={(next) => onRule({ ...rule, operator: next, ...(next === "equal" || next === "not_equal" ? {} : { compare_with_null: false }) })}
      />
      {dynamic ? (
        <OneField component={entry} label={t("rules.source")} path={textOf(rule["source"])} placeholder={t("rules.source")} onChange={(path) => set("source", path)} />
      ) : (
        <TextControl label={t("rules.value")} text={withNull ? "" : textOf(rule["value"])} placeholder={withNull ? t("rules.noValue") : t("rules.value")} read={(text) => ({ value: text })} onChange={(text) => set("value", text)} />
      )}
      <Box sx={{ display: "flex", alignItems: "center", typography: "caption", color: "text.secondary" }}>
        <BoolControl label={t("rules.compareWithNull")} value={withNull} onChange={(next) => onRule({ ...rule, compare_with_null: next, ...(next && operator !== "not_equal" ? { operator: "equal" } : {}) })} />
        {t("rules.compareWithNull")}
      </Box>
      <ActionIcon icon={X} size="small" name={t("rules.remove")} onClick={onRemove} />
    </Box>
  );
}

export function StaticFiltersEditor(props: EditorProps) {
  return <RulesEditor {...props} dynamic={false} />;
}

export function DynamicFiltersEditor(props: EditorProps) {
  return <RulesEditor {...props} dynamic />;
}
