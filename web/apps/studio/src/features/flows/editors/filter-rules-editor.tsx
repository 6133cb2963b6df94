import { Notice } from "@aqtra/ui";
import { Box, Button, Typography } from "@mui/material";
import { Plus } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { NEW_RULE, readGroups, ruleFields, writeGroups } from "../filter-rules";
import type { Groups, Rule } from "../filter-rules";
import { replaced, without } from "./list-moves";
import { RuleLine } from "./rule-line";
import { Section } from "./section";
import { idOf } from "./types";
import type { EditorProps } from "./types";
import { useFields } from "./use-fields";
import { useTarget } from "./use-target";

/** Which entries are meant: groups of rules, of which one group must hold with all its rules. */
export function FilterRulesEditor(props: EditorProps) {
  const { t } = useTranslation("flows");
  const { step, parameter, value, onChange, remark, severity } = props;
  const target = useTarget(step, parameter);
  const paths = useFields(step, parameter);
  const properties = target.document?.properties;
  const fields = useMemo(() => ruleFields(properties ?? []), [properties]);
  const groups = readGroups(value);
  const write = (next: Groups): void => onChange(writeGroups(next.filter((rules) => rules.length > 0)));
  const setRules = (at: number, rules: Rule[]): void => write(replaced(groups, at, rules));
  return (
    <Section title={parameter.title} required={parameter.required} help={parameter.help} remark={remark} severity={severity}>
      {target.isOpen && <Notice tone="info">{t("editors.noComponent")}</Notice>}
      {!target.isOpen && groups.length === 0 && (
        <Typography variant="caption" color="textSecondary" component="p">
          {t("rules.everything")}
        </Typography>
      )}
      {groups.map((rules, at) => (
        <Box key={at}>
          {at > 0 && <Between word={t("rules.or")} />}
          <Box role="group" aria-label={t("rules.group", { number: at + 1 })} sx={{ border: 1, borderColor: "divider", borderRadius: 1, p: 2 }}>
            {rules.map((rule, index) => (
              <Box key={index}>
                {index > 0 && <Between word={t("rules.and")} />}
                <RuleLine
                  id={`${idOf(props)}-${at}-${index}`}
                  number={index + 1}
                  rule={rule}
                  fields={fields}
                  isReading={target.isLoading}
                  paths={paths}
                  onRule={(next) => setRules(at, replaced(rules, index, next))}
                  onRemove={() => setRules(at, without(rules, index))}
                />
              </Box>
            ))}
            <Button variant="text" size="small" startIcon={<Plus size={14} aria-hidden />} onClick={() => setRules(at, [...rules, NEW_RULE])} sx={{ mt: 1 }}>
              {t("rules.add")}
            </Button>
          </Box>
        </Box>
      ))}
      <Button
        variant={groups.length === 0 ? "outlined" : "text"}
        size="small"
        disabled={target.isOpen}
        startIcon={<Plus size={14} aria-hidden />}
        onClick={() => write([...groups, [NEW_RULE]])}
        sx={{ mt: 2 }}
      >
        {t(groups.length === 0 ? "rules.add" : "rules.addGroup")}
      </Button>
    </Section>
  );
}

function Between({ word }: { word: string }) {
  return (
    <Box sx={{ display: "flex", alignItems: "center", gap: 2, my: 1.5, color: "text.secondary", "&::after": { content: '""', flexGrow: 1, borderTop: 1, borderColor: "divider" } }}>
      <Typography variant="caption" sx={{ fontWeight: 550 }}>
        {word}
      </Typography>
    </Box>
  );
}
