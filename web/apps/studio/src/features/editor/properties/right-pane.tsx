import { ActionIcon } from "@aqtra/ui";
import { Box, Tab, Tabs } from "@mui/material";
import { PanelRightClose } from "lucide-react";
import { useTranslation } from "react-i18next";

import { useEditorDispatch, useSession, viewChanged } from "../state";
import { Toolbox } from "../toolbox/toolbox";
import { ElementProperties } from "./element-properties";
import { PropertySettings } from "./property-settings";

/** Toolbox, or the settings of what is selected: a property of the model or an element of the page. */
export function RightPane({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("editor");
  const dispatch = useEditorDispatch();
  const side = useSession((session) => session.view.side);
  const property = useSession(({ history, view }) => history.document.properties.find(({ id }) => id === view.property));
  return (
    <>
      <Box sx={{ flex: "none", display: "flex", alignItems: "center", borderBottom: 1, borderColor: "divider", pr: 1.5 }}>
        <Tabs value={side} onChange={(_, next: "toolbox" | "properties") => dispatch(viewChanged({ side: next, setting: null }))} aria-label={t("panes.right")} sx={{ flex: "1 1 0", minHeight: 36, "& .MuiTab-root": { minHeight: 36 } }}>
          <Tab value="toolbox" label={t("toolbox.title")} id="tab-toolbox" aria-controls="pane-toolbox" />
          <Tab value="properties" label={t("properties.title")} id="tab-properties" aria-controls="pane-properties" />
        </Tabs>
        <ActionIcon icon={PanelRightClose} size="small" name={t("panes.hideRight")} onClick={onClose} />
      </Box>
      <Box role="tabpanel" id={`pane-${side}`} aria-labelledby={`tab-${side}`} sx={{ flex: "1 1 0", minHeight: 0, display: "flex", flexDirection: "column" }}>
        {side === "toolbox" ? <Toolbox /> : property ? <PropertySettings property={property} /> : <ElementProperties />}
      </Box>
    </>
  );
}
