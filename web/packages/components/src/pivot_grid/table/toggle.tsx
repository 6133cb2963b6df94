import ButtonBase from "@mui/material/ButtonBase";
import { ChevronDown, ChevronRight } from "lucide-react";
import { useTranslation } from "react-i18next";

import type { Line } from "../tree";

interface ToggleProps {
  line: Line;
  name: string;
  /** Others beside it can be opened: its place is kept. */
  isLeveled: boolean;
  onToggle: () => void;
}

/** Shows or hides the members of a group. */
export function Toggle({ line, name, isLeveled, onToggle }: ToggleProps) {
  const { t } = useTranslation("components");
  if (!line.mayOpen) return isLeveled && line.kind === "group" ? <span className="pivot-toggle" aria-hidden /> : null;
  const Icon = line.isOpen ? ChevronDown : ChevronRight;
  return (
    <ButtonBase className="pivot-toggle" aria-expanded={line.isOpen} aria-label={t(line.isOpen ? "pivotCollapse" : "pivotExpand", { group: name })} onClick={onToggle}>
      <Icon size={14} aria-hidden className={line.isOpen ? undefined : "pivot-closed"} />
    </ButtonBase>
  );
}
