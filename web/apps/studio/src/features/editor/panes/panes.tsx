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
  /** The window is narrow: an open pane lies over the middle instead of beside it. */
  floating: boolean;
}

export function Panes({ left, right, children, leftOpen, rightOpen, onLeft, onRight, alone, floating }: PanesProps) {
  const { t } = useTranslation("editor");
  const [leftWidth, setLeftWidth] = useRemembered("left", 264);
  const [rightWidth, setRightWidth] = useRemembered("right", 320);
  return (
    <Box sx={{ flex: "1 1 0", minHeight: 0, display: "flex", position: "relative" }}>
      {alone ? null : leftOpen ? (
        <>
          <Pane label={t("panes.left")} width={leftWidth} floating={floating ? "start" : null}>{left}</Pane>
          {!floating && <Divider label={t("panes.resizeLeft")} orientation="vertical" size={leftWidth} {...LIMITS} direction={1} onSize={setLeftWidth} />}
        </>
      ) : (
        <Folded><ActionIcon icon={PanelLeftOpen} name={t("panes.showLeft")} size="small" placement="right" onClick={() => onLeft(true)} /></Folded>
      )}
      <Box sx={{ flex: "1 1 0", minWidth: 0, display: "flex", flexDirection: "column" }}>{children}</Box>
      {alone ? null : rightOpen ? (
        <>
          {!floating && <Divider label={t("panes.resizeRight")} orientation="vertical" size={rightWidth} {...LIMITS} direction={-1} onSize={setRightWidth} />}
          <Pane label={t("panes.right")} width={rightWidth} floating={floating ? "end" : null}>{right}</Pane>
        </>
      ) : (
        <Folded><ActionIcon icon={PanelRightOpen} name={t("panes.showRight")} size="small" placement="left" onClick={() => onRight(true)} /></Folded>
      )}
    </Box>
  );
}

interface PaneProps {
  label: string;
  width: number;
  /** The side from which it lies over the middle; null: beside it. */
  floating: "start" | "end" | null;
  children: ReactNode;
}

function Pane({ label, width, floating, children }: PaneProps) {
  const over = floating && {
    position: "absolute",
    zIndex: 3,
    insetBlock: 0,
    [floating === "start" ? "insetInlineStart" : "insetInlineEnd"]: 0,
    maxWidth: "calc(100% - 44px)",
    boxShadow: 8,
  };
  return (
    <Box
      component="aside"
      aria-label={label}
      sx={{ flex: "none", width, minHeight: 0, display: "flex", flexDirection: "column", bgcolor: "background.paper", overflow: "hidden", ...over }}
    >
      {children}
    </Box>
  );
}

function Folded({ children }: { children: ReactNode }) {
  return <Box sx={{ flex: "none", p: 1, bgcolor: "background.paper", border: 0, borderInline: 1, borderColor: "divider" }}>{children}</Box>;
}
