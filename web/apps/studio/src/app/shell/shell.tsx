import { ToastProvider } from "@aqtra/ui";
import { Box, LinearProgress } from "@mui/material";
import { Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Outlet } from "react-router";

import { UploadPanel } from "../../features/files";
import { PublicationWatcher } from "../../features/publication";
import { ConfirmProvider } from "../../shared/confirm";
import { TopBarSlots } from "../../shared/top-bar";
import { useLiveConnection } from "../live-connection";
import { Palette } from "../palette/palette";
import { ShortcutsSheet } from "../palette/shortcuts-sheet";
import { useGlobalKeys } from "../palette/use-global-keys";
import { NavigationDrawer, Rail } from "./rail";
import { TopBar } from "./top-bar";
import { Viewing } from "./viewing";

type Overlay = "palette" | "shortcuts" | "menu" | null;

/** Rail, top bar and the screen; what floats over all of them. */
export function Shell() {
  const { t } = useTranslation("app");
  const [overlay, setOverlay] = useState<Overlay>(null);
  useLiveConnection();
  useGlobalKeys({ onPalette: () => setOverlay("palette"), onShortcuts: () => setOverlay("shortcuts") });
  return (
    <ToastProvider>
      <TopBarSlots>
        <ConfirmProvider>
          <Box sx={{ display: "flex", height: "100%" }}>
            <SkipLink text={t("skip")} />
            <Rail />
            <Box sx={{ flex: "1 1 0", minWidth: 0, display: "flex", flexDirection: "column" }}>
              <Viewing />
              <TopBar onPalette={() => setOverlay("palette")} onMenu={() => setOverlay("menu")} />
              <Box component="main" id="main" tabIndex={-1} sx={{ flex: "1 1 0", minHeight: 0, overflow: "auto", outline: 0, bgcolor: "tone.canvas" }}>
                <Suspense fallback={<LinearProgress aria-label={t("loading")} />}>
                  <Outlet />
                </Suspense>
              </Box>
            </Box>
          </Box>
          <NavigationDrawer open={overlay === "menu"} onClose={() => setOverlay(null)} />
          <PublicationWatcher />
          <UploadPanel />
          <Palette open={overlay === "palette"} onClose={() => setOverlay(null)} onShortcuts={() => setOverlay("shortcuts")} />
          <ShortcutsSheet open={overlay === "shortcuts"} onClose={() => setOverlay(null)} />
        </ConfirmProvider>
      </TopBarSlots>
    </ToastProvider>
  );
}

function SkipLink({ text }: { text: string }) {
  return (
    <Box
      component="a"
      href="#main"
      sx={(theme) => ({
        position: "absolute",
        zIndex: theme.zIndex.tooltip,
        insetBlockStart: -64,
        insetInlineStart: 8,
        p: 2,
        bgcolor: "background.paper",
        color: "primary.main",
        "&:focus": { insetBlockStart: 8 },
      })}
    >
      {text}
    </Box>
  );
}
