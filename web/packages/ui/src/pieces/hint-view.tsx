import Popper, { type PopperProps } from "@mui/material/Popper";
import { styled } from "@mui/material/styles";

const Bubble = styled("div")(({ theme }) => ({
  maxWidth: 320,
  margin: 6,
  padding: "4px 8px",
  borderRadius: 6,
  fontSize: theme.typography.caption.fontSize,
  lineHeight: 1.45,
  fontWeight: 450,
  overflowWrap: "anywhere",
  color: theme.vars.palette.background.paper,
  backgroundColor: theme.vars.palette.text.primary,
}));

interface HintViewProps {
  anchor: Element;
  text: string;
  placement: PopperProps["placement"];
}

/** Seen only: what screen readers need stands in the name or description of the control itself. */
export function HintView({ anchor, text, placement }: HintViewProps) {
  return (
    <Popper open anchorEl={anchor} placement={placement} style={{ zIndex: 1500, pointerEvents: "none" }} aria-hidden>
      <Bubble>{text}</Bubble>
    </Popper>
  );
}
