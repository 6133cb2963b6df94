import MuiButton from "@mui/material/Button";
import { useTheme } from "@mui/material/styles";
import { Hint } from "@aqtra/ui";
import { useTranslation } from "react-i18next";

import { type BoxSettings, paintStyle } from "../box";
import type { ViewProps } from "../define";
import { BuiltInIcon } from "../shared/built-in-icon";
import { textStyle } from "../shared/text-style";
import type { buttonSettings } from "./index";

const FLEX_BY_ICON = { left: "row", right: "row-reverse", top: "column", bottom: "column-reverse" } as const;
/** Moving about is quieter than changing something, so that a page has one loud action. */
const QUIET = new Set(["none", "open_page", "open_application", "navigation_back"]);

export function ButtonView({ node, settings, runtime, design }: ViewProps<typeof buttonSettings>) {
  const { t } = useTranslation("components");
  const theme = useTheme();
  const busy = runtime.useBusy(node);
  const caption = runtime.text(settings.label);
  const tooltip = runtime.text(settings.tooltip);
  const run = () => {
    void runtime.runCommand({ element: node, command: settings.command_type, parameters: settings, validate: settings.validate_form });
  };
  const { background } = settings;
  const button = (
    <MuiButton
      fullWidth
      variant={!background && QUIET.has(settings.command_type) ? "soft" : "contained"}
      disabled={settings.disabled}
      loading={busy}
      tabIndex={settings.tab_index}
      aria-label={caption ? undefined : tooltip || settings.icon || node.name}
      onClick={design ? undefined : run}
      style={{
        ...paintStyle(settings as BoxSettings, runtime.fileUrl),
        ...textStyle({ ...settings, text_alignment: "center" }),
        ...(background && !settings.color && !settings.disabled ? { color: contrast(background, theme.palette.getContrastText) } : {}),
        justifyContent: settings.text_alignment === "left" ? undefined : JUSTIFY[settings.text_alignment],
        flexDirection: FLEX_BY_ICON[settings.icon_position],
        gap: 6,
        height: "100%",
      }}
    >
      {settings.icon && <BuiltInIcon name={settings.icon} size={16} aria-hidden />}
      {caption || (settings.icon ? null : design ? t("emptyButton") : node.name)}
    </MuiButton>
  );
  return tooltip ? <Hint text={tooltip}>{button}</Hint> : button;
}

const JUSTIFY = { right: "flex-end", center: "center", justify: "space-between" } as const;

/** Readable text on a builder's colour; named colours cannot be measured and keep the theme's text. */
function contrast(background: string, measure: (color: string) => string): string | undefined {
  try {
    return measure(background);
  } catch {
    return undefined;
  }
}
