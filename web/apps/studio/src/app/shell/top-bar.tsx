import { ActionIcon, ThemeMenu } from "@aqtra/ui";
import { Box, Button, Divider } from "@mui/material";
import { CircleHelp, Menu, Search } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useLocation } from "react-router";

import { useSlots } from "../../shared/top-bar";
import { DESTINATIONS } from "./navigation";
import { UserMenu } from "./user-menu";

export const BAR_HEIGHT = 48;
/** On a phone the words say enough; the icons make room for them. */
const ACTIONS = {
  display: "flex",
  alignItems: "center",
  gap: { xs: 1, sm: 2 },
  "& .MuiButton-root": { minHeight: 32, whiteSpace: "nowrap", px: { xs: 2, sm: 3 } },
  "& .MuiButton-startIcon": { display: { xs: "none", sm: "inherit" } },
} as const;

function useHelpPage(): string {
  const { pathname } = useLocation();
  const found = DESTINATIONS.filter(({ to }) => to !== "/" && pathname.startsWith(to))[0];
  return (found ?? DESTINATIONS[0])?.help ?? "/help/";
}

/** Where we are at the left, what can be done here at the right, and what is the same everywhere. */
export function TopBar({ onPalette, onMenu }: { onPalette: () => void; onMenu: () => void }) {
  const { t } = useTranslation("app");
  const { setCrumbs, setActions } = useSlots();
  const help = useHelpPage();
  return (
    <Box
      component="header"
      sx={{ height: BAR_HEIGHT, flexShrink: 0, display: "flex", alignItems: "center", gap: { xs: 1, sm: 2 }, paddingInlineStart: { xs: 1, sm: 4 }, paddingInlineEnd: { xs: 1, sm: 2 }, borderBottom: 1, borderColor: "divider", bgcolor: "background.paper" }}
    >
      <Box sx={{ display: { sm: "none" } }}>
        <ActionIcon icon={Menu} name={t("nav.open")} onClick={onMenu} />
      </Box>
      <Box ref={setCrumbs} sx={{ flex: "1 1 0", minWidth: 0, display: "flex", alignItems: "center" }} />
      <Box ref={setActions} sx={ACTIONS} />
      <Divider orientation="vertical" flexItem sx={{ my: 3, mx: 1, display: { xs: "none", sm: "block" } }} />
      <Button
        variant="text"
        size="small"
        color="inherit"
        startIcon={<Search size={16} aria-hidden />}
        aria-keyshortcuts="Control+K"
        onClick={onPalette}
        sx={{ color: "text.secondary", minWidth: 0, display: { xs: "none", md: "inline-flex" } }}
      >
        {t("palette.open")}
        <Kbd>Ctrl K</Kbd>
      </Button>
      <Box sx={{ display: "flex" }}>
        <Box sx={{ display: { md: "none" } }}>
          <ActionIcon icon={Search} name={t("palette.open")} onClick={onPalette} />
        </Box>
        <Box sx={{ display: { xs: "none", sm: "flex" } }}>
          <ActionIcon icon={CircleHelp} name={t("help")} onClick={() => window.open(help, "_blank", "noopener")} />
          <ThemeMenu />
        </Box>
        <UserMenu help={help} />
      </Box>
    </Box>
  );
}

/** A key as printed on the keyboard. */
export function Kbd({ children }: { children: string }) {
  return (
    <Box
      component="kbd"
      sx={{ ml: 2, px: 1.5, fontFamily: "inherit", fontSize: "0.6875rem", lineHeight: "18px", borderRadius: "4px", border: 1, borderColor: "divider", bgcolor: "tone.sunken", color: "text.secondary" }}
    >
      {children}
    </Box>
  );
}
