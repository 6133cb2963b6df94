/** Model and outline at the left, the page in the middle, toolbox and properties at the right. */

import { ActionIcon } from "@aqtra/ui";
import { Box } from "@mui/material";
import { PanelLeftOpen, PanelRightOpen } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { Divider } from "./divider";
import { useRemembered } from "./remembered";

const LIMITS = { min: 200, max: 520 };

interface PanesProps {
  left: ReactNode;
  right: ReactNode;
  children: ReactNode;
  leftOpen: boolean;
  rightOpen: boolean;
  onLeft: (open: boolean) => void;
  onRight: (open: boolean) => void;
  /** Only the middle, as while previewing. */
  alone: boolean;
}

export function Panes({ left, right, children, leftOpen, rightOpen, onLeft, onRight, alone }: PanesProps) {
  const { t } = useTranslation("editor");
  const [leftWidth, setLeftWidth] = useRemembered("left", 264);
  const [rightWidth, setRightWidth] = useRemembered("right", 320);
  return (
    <Box sx={{ flex: "1 1 0", minHeight: 0, display: "flex" }}>
      {alone ? null : leftOpen ? (
        <>
          <Pane label={t("panes.left")} width={leftWidth}>{left}</Pane>
          <Divider label={t("panes.resizeLeft")} orientation="vertical" size={leftWidth} {...LIMITS} direction={1} onSize={setLeftWidth} />
        </>
      ) : (
        <Folded><ActionIcon icon={PanelLeftOpen} name={t("panes.showLeft")} size="small" placement="right" onClick={() => onLeft(true)} /></Folded>
      )}
      <Box sx={{ flex: "1 1 0", minWidth: 0, display: "flex", flexDirection: "column" }}>{children}</Box>
      {alone ? null : rightOpen ? (
        <>
          <Divider label={t("panes.resizeRight")} orientation="vertical" size={rightWidth} {...LIMITS} direction={-1} onSize={setRightWidth} />
          <Pane label={t("panes.right")} width={rightWidth}>{right}</Pane>
        </>
      ) : (
        <Folded><ActionIcon icon={PanelRightOpen} name={t("panes.showRight")} size="small" placement="left" onClick={() => onRight(true)} /></Folded>
      )}
    </Box>
  );
}

function Pane({ label, width, children }: { label: string; width: number; children: ReactNode }) {
  return (
    <Box
      component="aside"
      aria-label={label}
      sx={{ flex: "none", width, minHeight: 0, display: "flex", flexDirection: "column", bgcolor: "background.paper", overflow: "hidden" }}
    >
      {children}
    </Box>
  );
}

function Folded({ children }: { children: ReactNode }) {
  return <Box sx={{ flex: "none", p: 1, bgcolor: "background.paper", border: 0, borderInline: 1, borderColor: "divider" }}>{children}</Box>;
}
