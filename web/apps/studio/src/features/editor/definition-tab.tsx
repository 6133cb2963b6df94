/** Object model, page and toolbox side by side. */

import { ActionIcon } from "@aqtra/ui";
import { Box, ToggleButton, ToggleButtonGroup, Tooltip } from "@mui/material";
import { Eye, EyeOff, Monitor, Smartphone, Tablet } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { Canvas } from "./canvas/canvas";
import type { Viewport } from "./canvas/canvas";
import { PageChips } from "./canvas/page-chips";
import { EditorDnd } from "./dnd";
import { LeftPane } from "./outline/left-pane";
import { Panes } from "./panes/panes";
import { usePanes } from "./panes/use-panes";
import { RightPane } from "./properties/right-pane";

const VIEWPORTS = [
  { viewport: "desktop", icon: Monitor },
  { viewport: "tablet", icon: Tablet },
  { viewport: "phone", icon: Smartphone },
] as const;

export function DefinitionTab() {
  const { t } = useTranslation("editor");
  const [viewport, setViewport] = useState<Viewport>("desktop");
  const [preview, setPreview] = useState(false);
  const { left, right, setLeft, setRight, floating } = usePanes();
  return (
    <EditorDnd>
      <Panes
        left={<LeftPane onClose={() => setLeft(false)} />}
        right={<RightPane onClose={() => setRight(false)} />}
        leftOpen={left}
        rightOpen={right}
        alone={preview}
        floating={floating}
        onLeft={setLeft}
        onRight={setRight}
      >
        <Box sx={{ flex: "none", height: 44, px: 3, display: "flex", alignItems: "center", gap: { xs: 1, sm: 3 }, bgcolor: "background.paper", borderBottom: 1, borderColor: "divider" }}>
          <PageChips />
          <ToggleButtonGroup exclusive size="small" value={viewport} onChange={(_, next: Viewport | null) => next && setViewport(next)} aria-label={t("preview.width")} sx={{ flex: "none", display: { xs: "none", sm: "inline-flex" }, "& .MuiToggleButton-root": { width: 32, height: 28, p: 0 } }}>
            {VIEWPORTS.map(({ viewport: value, icon: Icon }) => (
              <ToggleButton key={value} value={value} aria-label={t(`preview.${value}`)}>
                <Tooltip title={t(`preview.${value}`)} disableInteractive>
                  <Icon size={15} aria-hidden />
                </Tooltip>
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
          <ActionIcon icon={preview ? EyeOff : Eye} size="small" name={t(preview ? "preview.end" : "preview.start")} aria-pressed={preview} onClick={() => setPreview(!preview)} />
        </Box>
        <Canvas viewport={viewport} preview={preview} onProperties={() => setRight(true)} />
      </Panes>
    </EditorDnd>
  );
}
