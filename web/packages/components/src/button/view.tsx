import MuiButton from "@mui/material/Button";
import { Hint } from "@aqtra/ui";
import { useTranslation } from "react-i18next";

import { type BoxSettings, paintStyle } from "../box";
import type { ViewProps } from "../define";
import { useContrast } from "../shared/contrast";
import { ElementIcon, isOwnIcon } from "../shared/element-icon";
import { textStyle } from "../shared/text-style";
import type { buttonSettings } from "./index";

const FLEX_BY_ICON = { left: "row", right: "row-reverse", top: "column", bottom: "column-reverse" } as const;
/** Moving about is quieter than changing something, so that a page has one loud action. */
const QUIET = new Set(["none", "open_page", "open_application", "navigation_back"]);

export function ButtonView({ node, settings, runtime, design }: ViewProps<typeof buttonSettings>) {
  const { t } = useTranslation("components");
  const contrast = useContrast();
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
      aria-label={caption ? undefined : tooltip || (settings.icon && !isOwnIcon(settings.icon) ? settings.icon : node.name)}
      onClick={design ? undefined : run}
      style={{
        ...paintStyle(settings as BoxSettings, runtime.fileUrl),
        ...textStyle({ ...settings, text_alignment: "center" }),
        ...(background && !settings.color && !settings.disabled ? { color: contrast(background) } : {}),
        justifyContent: settings.text_alignment === "left" ? undefined : JUSTIFY[settings.text_alignment],
        flexDirection: FLEX_BY_ICON[settings.icon_position],
        gap: 6,
        height: "100%",
      }}
    >
      {settings.icon && <ElementIcon icon={settings.icon} size={16} fileUrl={runtime.fileUrl} />}
      {caption || (settings.icon ? null : design ? t("emptyButton") : node.name)}
    </MuiButton>
  );
  return tooltip ? <Hint text={tooltip}>{button}</Hint> : button;
}

const JUSTIFY = { right: "flex-end", center: "center", justify: "space-between" } as const;
