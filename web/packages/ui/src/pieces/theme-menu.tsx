import { useColorScheme } from "@mui/material/styles";
import { Monitor, Moon, Sun } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { ActionIcon } from "./action-icon";
import { ActionMenu } from "./action-menu";

const MODES = [
  { id: "light", icon: Sun, label: "themeLight" },
  { id: "dark", icon: Moon, label: "themeDark" },
  { id: "system", icon: Monitor, label: "themeSystem" },
] as const;

/** Light, dark or as the device. */
export function ThemeMenu() {
  const { t } = useTranslation("ui");
  const { mode = "system", setMode } = useColorScheme();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const current = MODES.find((entry) => entry.id === mode) ?? MODES[2];
  return (
    <>
      <ActionIcon
        icon={current.icon}
        name={t("theme")}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => {
          setAnchor(event.currentTarget);
        }}
      />
      <ActionMenu
        anchor={anchor}
        items={MODES.map(({ id, icon, label }) => ({
          id,
          icon,
          label: t(label),
          selected: id === current.id,
          onClick: () => {
            setMode(id);
          },
        }))}
        onClose={() => {
          setAnchor(null);
        }}
      />
    </>
  );
}
