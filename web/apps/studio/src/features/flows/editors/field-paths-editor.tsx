import { ActionIcon } from "@aqtra/ui";
import { Box, Button, FormHelperText } from "@mui/material";
import { Plus, X } from "lucide-react";
import { useTranslation } from "react-i18next";

import { stepIds } from "../wiring";
import { moved, replaced, without } from "./list-moves";
import { PathField } from "./path-field";
import { Section } from "./section";
import { Sortable } from "./sortable";
import { idOf } from "./types";
import type { EditorProps } from "./types";
import { useFields } from "./use-fields";
import { useLines } from "./use-lines";

const isBlank = (path: string): boolean => path === "";

/** Paths in an order that matters. A line that is still empty is not part of the value. */
export function FieldPathsEditor(props: EditorProps) {
  const { t } = useTranslation("flows");
  const { step, parameter, value, onChange, remark, severity } = props;
  const fields = useFields(step, parameter);
  const { lines, write } = useLines(stepIds(value), isBlank, (paths) => onChange(paths.length === 0 ? undefined : paths));
  return (
    <Section title={parameter.title} required={parameter.required} help={parameter.help} remark={remark} severity={severity}>
      {fields.length === 0 && <FormHelperText sx={{ mb: 2 }}>{t("editors.noFields")}</FormHelperText>}
      <Sortable
        label={parameter.title}
        names={lines.map((path, at) => path || t("editors.pathNumber", { number: at + 1 }))}
        onMove={(from, to) => write(moved(lines, from, to))}
        row={(at, handle) => (
          <Box sx={{ display: "flex", alignItems: "center", gap: 1 }}>
            {handle}
            <Box sx={{ flexGrow: 1, minWidth: 0 }}>
              <PathField
                id={`${idOf(props)}-${at}`}
                value={lines[at] ?? ""}
                fields={fields}
                onChange={(path) => write(replaced(lines, at, path))}
                field={{ placeholder: t("editors.choosePath") }}
                ariaLabel={t("editors.pathOf", { name: parameter.title, number: at + 1 })}
              />
            </Box>
            <ActionIcon
              icon={X}
              size="small"
              name={t("list.remove", { name: lines[at] || t("editors.pathNumber", { number: at + 1 }) })}
              onClick={() => write(without(lines, at))}
            />
          </Box>
        )}
      />
      <Button variant="text" size="small" disabled={lines.some(isBlank)} startIcon={<Plus size={14} aria-hidden />} onClick={() => write([...lines, ""])} sx={{ mt: 1 }}>
        {t("editors.addPath")}
      </Button>
    </Section>
  );
}
