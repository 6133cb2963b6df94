import Menu from "@mui/material/Menu";
import MenuItem from "@mui/material/MenuItem";
import { useColorScheme } from "@mui/material/styles";
import { Monitor, Moon, Sun } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { ActionIcon } from "./action-icon";

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
      <Menu
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => {
          setAnchor(null);
        }}
      >
        {MODES.map(({ id, icon: Icon, label }) => (
          <MenuItem
            key={id}
            selected={id === current.id}
            onClick={() => {
              setMode(id);
              setAnchor(null);
            }}
          >
            <Icon size={16} aria-hidden />
            {t(label)}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
