import ButtonBase from "@mui/material/ButtonBase";
import { styled } from "@mui/material/styles";
import { ChevronDown, ChevronUp } from "lucide-react";
import { useTranslation } from "react-i18next";

const Stack = styled("div")(({ theme }) => ({
  display: "grid",
  gridTemplateRows: "1fr 1fr",
  width: 22,
  height: 30,
  overflow: "hidden",
  borderRadius: 4,
  color: theme.vars.palette.text.secondary,
  "& button": { "&:hover": { backgroundColor: theme.vars.palette.tone.hover, color: theme.vars.palette.text.primary } },
}));

/** For the mouse; with the keyboard the arrow keys do the same, so Tab passes them by. */
export function StepButtons({ label, onStep }: { label: string; onStep: (down: boolean) => void }) {
  const { t } = useTranslation("components");
  const keepFocus = { tabIndex: -1, onMouseDown: (event: React.MouseEvent) => event.preventDefault() };
  return (
    <Stack>
      <ButtonBase
        {...keepFocus}
        aria-label={t("increase", { label })}
        onClick={() => {
          onStep(false);
        }}
      >
        <ChevronUp size={12} aria-hidden />
      </ButtonBase>
      <ButtonBase
        {...keepFocus}
        aria-label={t("decrease", { label })}
        onClick={() => {
          onStep(true);
        }}
      >
        <ChevronDown size={12} aria-hidden />
      </ButtonBase>
    </Stack>
  );
}
