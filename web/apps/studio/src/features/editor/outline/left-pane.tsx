import { ActionIcon } from "@aqtra/ui";
import { Box, Typography } from "@mui/material";
import { PanelLeftClose } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { ModelTree } from "../model-tree/model-tree";
import { Divider } from "../panes/divider";
import { useRemembered } from "../panes/remembered";
import { Outline } from "./outline";

/** Object model above, outline of the page below. */
export function LeftPane({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("editor");
  const [height, setHeight] = useRemembered("outline", 240);
  return (
    <>
      <Section title={t("model.title")} action={<ActionIcon icon={PanelLeftClose} size="small" name={t("panes.hideLeft")} onClick={onClose} />} grow>
        <ModelTree />
      </Section>
      <Divider label={t("panes.resizeOutline")} orientation="horizontal" size={height} min={96} max={640} direction={-1} onSize={setHeight} />
      <Section title={t("outline.title")} height={height}>
        <Outline />
      </Section>
    </>
  );
}

interface SectionProps {
  title: string;
  action?: ReactNode;
  grow?: boolean;
  height?: number;
  children: ReactNode;
}

function Section({ title, action, grow, height, children }: SectionProps) {
  return (
    <Box component="section" sx={{ flex: grow ? "1 1 0" : "none", height, minHeight: 0, display: "flex", flexDirection: "column" }}>
      <Box sx={{ flex: "none", height: 36, pl: 3, pr: 1.5, display: "flex", alignItems: "center", justifyContent: "space-between" }}>
        <Typography component="h2" variant="overline" color="textSecondary">{title}</Typography>
        {action}
      </Box>
      <Box sx={{ flex: "1 1 0", overflow: "auto" }}>{children}</Box>
    </Box>
  );
}
