import { useMediaQuery } from "@mui/material";
import { useState } from "react";

import { useRemembered } from "./remembered";

export interface OpenPanes {
  left: boolean;
  right: boolean;
  setLeft: (open: boolean) => void;
  setRight: (open: boolean) => void;
  floating: boolean;
}

/** Which panes are open: remembered in a wide window; in a narrow one at most one, over the page, none at first. */
export function usePanes(): OpenPanes {
  const floating = useMediaQuery("(max-width: 899.95px)", { noSsr: true });
  const [left, setLeft] = useRemembered("left.open", true);
  const [right, setRight] = useRemembered("right.open", true);
  const [over, setOver] = useState<"left" | "right" | null>(null);
  if (!floating) return { left, right, setLeft, setRight, floating };
  return {
    left: over === "left",
    right: over === "right",
    setLeft: (open) => setOver(open ? "left" : null),
    setRight: (open) => setOver(open ? "right" : null),
    floating,
  };
}
