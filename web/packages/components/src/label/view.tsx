import MuiBox from "@mui/material/Box";
import { Hint } from "@aqtra/ui";
import { useTranslation } from "react-i18next";

import { alignCss } from "../box";
import type { ViewProps } from "../define";
import type { RuntimeApi } from "../runtime-api";
import { displayValue } from "../shared/display";
import { textStyle } from "../shared/text-style";
import type { labelSettings } from "./index";

export function LabelView({ settings, field, runtime, design }: ViewProps<typeof labelSettings>) {
  const { t } = useTranslation("components");
  const { locale, timeZone } = runtime;
  const bound = settings.binding
    ? displayValue(field?.value, field?.property, { locale, timeZone, format: settings.format, yes: t("yes"), no: t("no") })
    : runtime.text(settings.value);
  const tooltip = runtime.text(settings.tooltip);
  // A bound label has no value on the canvas: its property stands for it.
  const shown = design && bound === "" ? settings.binding || t("emptyLabel") : bound;
  const content = (
    <MuiBox
      component="div"
      sx={{ display: "flex", height: "100%", minHeight: 20, opacity: design && bound === "" ? 0.6 : 1 }}
      style={{ alignItems: alignCss(settings.align_items) }}
    >
      <span style={{ width: "100%", overflowWrap: "anywhere", whiteSpace: "pre-wrap", ...textStyle(settings) }}>
        {field?.property?.type === "file" && field.value ? <FileName path={settings.binding ?? ""} value={String(field.value)} runtime={runtime} /> : shown}
      </span>
    </MuiBox>
  );
  return tooltip ? <Hint text={tooltip}>{content}</Hint> : content;
}

/** A file reads as its name. */
function FileName({ path, value, runtime }: { path: string; value: string; runtime: RuntimeApi }) {
  return <>{runtime.useFile({ path, value }, true).info?.name}</>;
}
