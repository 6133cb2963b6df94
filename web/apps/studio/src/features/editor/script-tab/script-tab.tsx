/** The Component Script: Python that runs in the browser of whoever opens a page of the component. */

import { editScript, functionsOf } from "@aqtra/model";
import { CodeEditor } from "@aqtra/ui";
import { Box, Button, Typography } from "@mui/material";
import { useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";

import { useCompletions, useRemarks } from "../../../shared/scripting";
import { useEditorDispatch, useRun, useSession, viewChanged } from "../state";
import { lineOf } from "./line-of";

export function ScriptTab() {
  const { t } = useTranslation("editor");
  const document = useSession((session) => session.history.document);
  const { script } = document;
  const line = useSession((session) => session.view.line);
  const dispatch = useEditorDispatch();
  const run = useRun();
  const visits = useRef(0);
  const remarks = useRemarks(script, "browser", document);
  const completions = useCompletions(document, "browser");
  const functions = useMemo(() => functionsOf(script), [script]);
  return (
    <Box sx={{ flex: "1 1 0", minHeight: 0, display: "flex", flexDirection: { xs: "column", md: "row" }, gap: 4, p: 4 }}>
      <Box sx={{ flex: "1 1 0", minWidth: 0, minHeight: 240, display: "flex", flexDirection: "column", "& > *": { flex: "1 1 0", minHeight: 0 } }}>
        <CodeEditor
          language="python"
          label={t("script.label")}
          value={script}
          line={line}
          remarks={remarks}
          completions={completions}
          height="100%"
          placeholder={t("script.placeholder")}
          onFocus={() => {
            visits.current += 1;
          }}
          onChange={(text) => {
            run(editScript(text, String(visits.current)));
          }}
        />
      </Box>
      <Box component="section" aria-labelledby="script-functions" sx={{ flex: "none", width: { md: 264 }, maxHeight: { xs: 180, md: "none" }, overflow: "auto" }}>
        <Typography id="script-functions" variant="h4" component="h2">{t("script.functions")}</Typography>
        <Typography variant="body2" color="textSecondary" sx={{ mt: 1, mb: 3 }}>
          {t(functions.length === 0 ? "script.noFunctions" : "script.functionsText")}
        </Typography>
        <Box component="ul" sx={{ listStyle: "none", m: 0, p: 0 }}>
          {functions.map((name) => (
            <li key={name}>
              <Button
                fullWidth
                size="small"
                variant="text"
                onClick={() => dispatch(viewChanged({ line: lineOf(script, name) }))}
                sx={{ justifyContent: "flex-start", fontFamily: "monospace", fontWeight: 450, textTransform: "none" }}
              >
                {name}
              </Button>
            </li>
          ))}
        </Box>
      </Box>
    </Box>
  );
}
