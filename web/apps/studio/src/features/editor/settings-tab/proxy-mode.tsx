/** Whether entries are kept elsewhere, and what is missing until they can be read from there. */
import { addFlow, changeSettings, randomIds } from "@aqtra/model";
import { Box, Button, FormControl, FormControlLabel, FormHelperText, List, ListItem, ListItemIcon, ListItemText, Switch } from "@mui/material";
import { Circle, CircleCheck, Workflow } from "lucide-react";
import { useTranslation } from "react-i18next";

import { useDocument, useEditorDispatch, useRun, viewChanged } from "../state";
import { inputFlow, newInputFlow, proxyNeeds } from "./proxy-needs";
import type { NeedState } from "./proxy-needs";

export function ProxyMode() {
  const { t } = useTranslation("editor");
  const document = useDocument();
  const run = useRun();
  const on = document.settings.proxy_mode;
  return (
    <Box>
      <FormControl data-setting="proxy_mode">
        <FormControlLabel
          sx={{ ml: 0, gap: 2, alignSelf: "start" }}
          control={<Switch checked={on} onChange={(_, proxy) => run(changeSettings({ proxy_mode: proxy }))} slotProps={{ input: { "aria-describedby": "proxy-mode-help" } }} />}
          label={t("settings.proxyMode")}
        />
        <FormHelperText id="proxy-mode-help">{t("settings.proxyModeHelp")}</FormHelperText>
      </FormControl>
      {on && <Needs needs={proxyNeeds(document)} />}
    </Box>
  );
}

function Needs({ needs }: { needs: readonly NeedState[] }) {
  const { t } = useTranslation("editor");
  return (
    <Box sx={{ mt: 3, border: 1, borderColor: "divider", borderRadius: 1, p: 3 }}>
      <List dense disablePadding aria-label={t("settings.proxyNeeds")}>
        {needs.map(({ need, met }) => (
          <ListItem key={need} disableGutters>
            <ListItemIcon sx={{ minWidth: 28, color: met ? "success.main" : "text.secondary" }}>
              {met ? <CircleCheck size={16} aria-label={t("settings.proxyMet")} /> : <Circle size={16} aria-label={t("settings.proxyMissing")} />}
            </ListItemIcon>
            <ListItemText primary={t(`settings.proxyNeed.${need}`)} />
          </ListItem>
        ))}
      </List>
      <InputFlowButton />
    </Box>
  );
}

/** Leads to the Input dataflow, and makes it first where there is none. */
function InputFlowButton() {
  const { t } = useTranslation("editor");
  const document = useDocument();
  const dispatch = useEditorDispatch();
  const run = useRun();
  const existing = inputFlow(document);
  const words = {
    requests: t("settings.proxyFlow.requests"),
    answer: t("settings.proxyFlow.answer"),
    list: t("settings.proxyFlow.list"),
    one: t("settings.proxyFlow.one"),
    response: t("settings.proxyFlow.response"),
  };
  const open = (): void => {
    const flow = existing ?? newInputFlow(document, randomIds, words);
    if (!existing) run(addFlow(flow));
    dispatch(viewChanged({ tab: flow.key, setting: null, step: null }));
  };
  return (
    <Button variant="outlined" size="small" startIcon={<Workflow size={15} aria-hidden />} onClick={open} sx={{ mt: 2 }}>
      {t(existing ? "settings.proxyOpenFlow" : "settings.proxyMakeFlow")}
    </Button>
  );
}
