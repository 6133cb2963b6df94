import { Notice } from "@aqtra/ui";
import { Box, Typography } from "@mui/material";
import { useTranslation } from "react-i18next";

import { isEmpty } from "../requirements";
import { Section } from "./section";
import type { EditorProps } from "./types";

/** A setting of a type that this Studio does not know: said, with what it holds, and left as it is. */
export function UnknownEditor({ parameter, value, remark, severity }: EditorProps) {
  const { t } = useTranslation("flows");
  return (
    <Section title={parameter.title} required={parameter.required} help={parameter.help} remark={remark} severity={severity}>
      <Notice tone="warning">
        {t("editors.unknownType", { type: parameter.type })}
        {!isEmpty(value) && (
          <Box component="pre" sx={{ m: 0, mt: 1, overflow: "auto", maxHeight: 120 }}>
            <Typography variant="mono">{JSON.stringify(value, null, 2)}</Typography>
          </Box>
        )}
      </Notice>
    </Section>
  );
}
