import LinearProgress from "@mui/material/LinearProgress";
import { styled } from "@mui/material/styles";
import { useTranslation } from "react-i18next";

import { type BoxSettings, paintStyle } from "../box";
import type { ViewProps } from "../define";
import { useContrast } from "../shared/contrast";
import { formatByPattern } from "../shared/number-text";
import { extentOf } from "./extent";
import type { progressBarSettings } from "./index";

/** Thick enough to be written on. */
const THICK = 20;
const THIN = 8;
/** What the canvas fills where the value comes with the entry. */
const SAMPLE = 40;

export function ProgressBarView({ settings, runtime, design }: ViewProps<typeof progressBarSettings>) {
  const { t } = useTranslation("components");
  const contrast = useContrast();
  const paths = [settings.value_binding, settings.min_value_binding, settings.max_value_binding].map((path) => path ?? "");
  const [value, minimum, maximum] = runtime.useValues(paths);
  const [property] = runtime.useProperties(runtime.component, paths.slice(0, 1));
  const extent = extentOf({
    value: settings.value_binding ? value : settings.value,
    minimum: settings.min_value_binding ? minimum : settings.min_value,
    maximum: settings.max_value_binding ? maximum : settings.max_value,
  });
  const percent = design && settings.value_binding ? SAMPLE : extent.percent;
  const shown = settings.show_value && extent.value !== undefined ? formatByPattern(extent.value, settings.format, runtime.locale) : "";
  const name = property?.title || t("progress");
  const track = { ...paintStyle(settings as BoxSettings, runtime.fileUrl), height: settings.height ? "100%" : settings.show_value ? THICK : THIN };
  const color = settings.progress || undefined;

  if (!settings.determinate) {
    return <Endless aria-label={name} style={{ ...track, height: settings.height ? "100%" : THIN }} sx={{ "& .MuiLinearProgress-bar": { backgroundColor: color } }} invert={settings.invert} />;
  }
  const side = settings.invert ? "end" : "start";
  return (
    <Track role="progressbar" aria-label={name} {...ariaRange(extent)} aria-valuetext={shown || undefined} style={track}>
      <Value aria-hidden>{shown}</Value>
      {/* The same words once more on the filled part, in a colour that can be read there. */}
      <Filled data-side={side} style={{ inlineSize: `${percent}%`, backgroundColor: color, color: color && contrast(color) }}>
        <Value aria-hidden data-side={side} style={{ inlineSize: "100cqi" }}>
          {shown}
        </Value>
      </Filled>
    </Track>
  );
}

/** Exact text: React types these attributes as numbers, which would round. Without a value the bar tells none. */
function ariaRange({ minimum, maximum, value }: { minimum: string; maximum: string; value: string | undefined }): Record<string, string | undefined> {
  return { "aria-valuemin": minimum, "aria-valuemax": maximum, "aria-valuenow": value };
}

const Track = styled("div")(({ theme }) => ({
  position: "relative",
  containerType: "inline-size",
  overflow: "hidden",
  borderRadius: 6,
  backgroundColor: theme.vars.palette.divider,
  color: theme.vars.palette.text.primary,
}));

const Filled = styled("div")(({ theme }) => ({
  position: "absolute",
  insetBlock: 0,
  overflow: "hidden",
  backgroundColor: theme.vars.palette.primary.main,
  color: theme.vars.palette.primary.contrastText,
  transition: theme.transitions.create("inline-size", { duration: theme.transitions.duration.shorter }),
  "@media (prefers-reduced-motion: reduce)": { transition: "none" },
  "&[data-side=start]": { insetInlineStart: 0 },
  "&[data-side=end]": { insetInlineEnd: 0 },
}));

const Value = styled("span")(({ theme }) => ({
  position: "absolute",
  insetBlock: 0,
  inlineSize: "100%",
  display: "grid",
  placeContent: "center",
  fontSize: theme.typography.caption.fontSize,
  fontWeight: 600,
  fontVariantNumeric: "tabular-nums",
  whiteSpace: "nowrap",
  "&[data-side=end]": { insetInlineEnd: 0 },
}));

const Endless = styled(LinearProgress, { shouldForwardProp: (prop) => prop !== "invert" })<{ invert: boolean }>(({ theme, invert }) => ({
  borderRadius: 6,
  backgroundColor: theme.vars.palette.divider,
  transform: invert ? "scaleX(-1)" : undefined,
  // A bar that does not move must not look like a value: it is filled from end to end, and pale.
  "@media (prefers-reduced-motion: reduce)": {
    "& .MuiLinearProgress-bar": { animation: "none", width: "100%", insetInline: 0, opacity: 0.5 },
  },
}));
