import { Box, Button, Typography } from "@mui/material";
import { Plus } from "lucide-react";
import { useTranslation } from "react-i18next";

import { isObject } from "../requirements";
import { Members } from "./members";
import { Section } from "./section";
import type { EditorProps } from "./types";

/** A settings object: absent until somebody asks for it. */
export function ObjectEditor(props: EditorProps) {
  const { t } = useTranslation("flows");
  const { parameter, value, onChange, remark, severity } = props;
  const members = isObject(value) ? value : null;
  const clear = members !== null && !parameter.required && (
    <Button variant="text" size="small" onClick={() => onChange(undefined)} aria-label={t("editors.clearOf", { name: parameter.title })}>
      {t("editors.clear")}
    </Button>
  );
  return (
    <Section title={parameter.title} required={parameter.required} help={parameter.help} aside={clear} remark={remark} severity={severity}>
      {members === null && !parameter.required ? (
        <Box sx={{ display: "flex", alignItems: "center", gap: 2 }}>
          <Button size="small" startIcon={<Plus size={14} aria-hidden />} onClick={() => onChange({})} aria-label={t("editors.setUpOf", { name: parameter.title })}>
            {t("editors.setUp")}
          </Button>
          <Typography variant="caption" color="textSecondary">
            {t("editors.notSet")}
          </Typography>
        </Box>
      ) : (
        <Box sx={{ p: 3, border: 1, borderColor: "divider", borderRadius: 1 }}>
          <Members step={props.step} at={`${props.at ?? ""}${parameter.name}-`} columns={parameter.columns ?? []} members={members ?? {}} onMembers={onChange} />
        </Box>
      )}
    </Section>
  );
}
