import { ActionIcon } from "@aqtra/ui";
import { Box, Collapse, Paper, Typography } from "@mui/material";
import { ChevronDown, ChevronRight, Trash2 } from "lucide-react";
import { useState } from "react";
import type { PropsWithChildren, ReactNode } from "react";
import { useTranslation } from "react-i18next";

interface FoldProps {
  title: string;
  /** What stands beside the title while it is closed, too. */
  aside?: ReactNode;
  opened?: boolean;
  onRemove: () => void;
}

/** A part of a system that can be folded away. */
export function Fold({ title, aside, opened = false, onRemove, children }: PropsWithChildren<FoldProps>) {
  const { t } = useTranslation("integrations");
  const [open, setOpen] = useState(opened);
  return (
    <Paper variant="outlined" component="section" aria-label={title} sx={{ overflow: "hidden" }}>
      <Box sx={{ display: "flex", alignItems: "center", gap: 2, px: 3, py: 2 }}>
        <ActionIcon
          icon={open ? ChevronDown : ChevronRight}
          size="small"
          name={t(open ? "fold" : "unfold", { name: title })}
          onClick={() => setOpen(!open)}
        />
        <Typography variant="subtitle2" component="h3" noWrap sx={{ minWidth: 0, flexGrow: 1, cursor: "pointer" }} onClick={() => setOpen(!open)}>
          {title}
        </Typography>
        {aside}
        <ActionIcon icon={Trash2} size="small" name={t("remove", { name: title })} onClick={onRemove} />
      </Box>
      <Collapse in={open} unmountOnExit>
        <Box sx={{ display: "grid", gap: 4, p: 4, pt: 2, gridTemplateColumns: "minmax(0, 1fr)" }}>{children}</Box>
      </Collapse>
    </Paper>
  );
}
