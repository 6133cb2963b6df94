import Box from "@mui/material/Box";
import ButtonBase from "@mui/material/ButtonBase";
import { styled } from "@mui/material/styles";
import useMediaQuery from "@mui/material/useMediaQuery";
import { ActionIcon, VisuallyHidden } from "@aqtra/ui";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { type KeyboardEvent, type UIEvent, useCallback, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { cssSize } from "../box";
import type { PanelSlot } from "../define";
import type { CssSize } from "../settings";

interface CarouselProps {
  panels: readonly PanelSlot[];
  showArrows: boolean;
  height: CssSize | undefined;
}

/** Slides beside one another, one in view. The browser's own scrolling is the swipe; nothing moves by itself. */
export function Carousel({ panels, showArrows, height }: CarouselProps) {
  const { t } = useTranslation("components");
  const track = useRef<HTMLDivElement>(null);
  const [index, setIndex] = useState(0);
  /** Slides are drawn from the first to the one behind the farthest that was seen: the others cost nothing yet. */
  const [farthest, setFarthest] = useState(0);
  const still = useMediaQuery("(prefers-reduced-motion: reduce)");
  const last = panels.length - 1;
  const at = Math.min(index, Math.max(last, 0));

  const arrive = (next: number) => {
    setIndex(next);
    setFarthest((known) => Math.max(known, next));
  };
  const go = (wanted: number) => {
    const next = Math.max(0, Math.min(wanted, last));
    arrive(next);
    const slide = track.current?.children[next];
    if (slide instanceof HTMLElement) track.current?.scrollTo?.({ left: slide.offsetLeft, behavior: still ? "auto" : "smooth" });
  };
  const scrolled = (event: UIEvent<HTMLDivElement>) => {
    const { scrollLeft, clientWidth } = event.currentTarget;
    // Negative from right to left.
    if (event.target === event.currentTarget && clientWidth > 0) arrive(Math.max(0, Math.min(Math.round(Math.abs(scrollLeft) / clientWidth), last)));
  };
  const pressed = (event: KeyboardEvent<HTMLDivElement>) => {
    // Keys inside of a slide belong to what stands there.
    if (event.target !== event.currentTarget) return;
    const forward = getComputedStyle(event.currentTarget).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const back = forward === "ArrowRight" ? "ArrowLeft" : "ArrowRight";
    const target = { [forward]: at + 1, [back]: at - 1, Home: 0, End: last }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    go(target);
  };

  if (panels.length === 0) return null;
  const place = (number: number) => t("slidePlace", { number, count: panels.length });
  return (
    <Box role="group" aria-roledescription={t("slideCarousel")} aria-label={t("slides")} sx={{ position: "relative", height: cssSize(height) ? "100%" : undefined, display: "flex", flexDirection: "column", gap: 2, minWidth: 0 }}>
      { }
      <Track ref={track} role="group" aria-label={place(at + 1)} tabIndex={panels.length > 1 ? 0 : undefined} onScroll={scrolled} onKeyDown={pressed}>
        {panels.map((panel, number) => (
          <Slide key={panel.id} label={place(number + 1)} current={number === at}>
            {number <= farthest + 1 ? panel.content : null}
          </Slide>
        ))}
      </Track>
      {panels.length > 1 && (
        <Box sx={{ display: "flex", alignItems: "center", justifyContent: "center", gap: 1 }}>
          {showArrows && <Arrow icon={ChevronLeft} name={t("slidePrevious")} disabled={at === 0} onClick={() => go(at - 1)} />}
          {panels.map((panel, number) => (
            <Dot key={panel.id} aria-label={place(number + 1)} aria-current={number === at ? "true" : undefined} onClick={() => go(number)} />
          ))}
          {showArrows && <Arrow icon={ChevronRight} name={t("slideNext")} disabled={at === last} onClick={() => go(at + 1)} />}
        </Box>
      )}
      <VisuallyHidden role="status">{place(at + 1)}</VisuallyHidden>
    </Box>
  );
}

/** What is out of view is out of reach of keyboard and screen reader. */
function Slide({ label, current, children }: { label: string; current: boolean; children: React.ReactNode }) {
  const { t } = useTranslation("components");
  const reach = useCallback(
    (element: HTMLDivElement | null) => {
      if (element) element.inert = !current;
    },
    [current],
  );
  return (
    <div ref={reach} role="group" aria-roledescription={t("slide")} aria-label={label} aria-hidden={current ? undefined : true}>
      {children}
    </div>
  );
}

interface ArrowProps {
  icon: typeof ChevronLeft;
  name: string;
  disabled: boolean;
  onClick: () => void;
}

function Arrow({ icon, name, disabled, onClick }: ArrowProps) {
  return <ActionIcon icon={icon} iconSize={18} name={name} disabled={disabled} onClick={onClick} sx={{ '[dir="rtl"] &': { transform: "scaleX(-1)" } }} />;
}

const Track = styled("div")(({ theme }) => ({
  position: "relative",
  display: "flex",
  flex: 1,
  minHeight: 0,
  overflowX: "auto",
  overflowY: "hidden",
  scrollSnapType: "x mandatory",
  scrollbarWidth: "none",
  borderRadius: theme.shape.borderRadius,
  "&::-webkit-scrollbar": { display: "none" },
  "&:focus-visible": { outline: `2px solid ${theme.vars.palette.primary.main}`, outlineOffset: 2 },
  "& > *": { flex: "0 0 100%", minWidth: 0, scrollSnapAlign: "start", scrollSnapStop: "always" },
}));

/** Small to the eye, wide enough for a finger. */
const Dot = styled(ButtonBase)(({ theme }) => ({
  width: 24,
  height: 24,
  borderRadius: "50%",
  "&::after": { content: '""', width: 8, height: 8, borderRadius: "50%", backgroundColor: theme.vars.palette.tone.control },
  "&[aria-current=true]::after": { backgroundColor: theme.vars.palette.primary.main },
  "&:focus-visible": { outline: `2px solid ${theme.vars.palette.primary.main}` },
}));
