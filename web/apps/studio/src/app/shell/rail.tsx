import { ActionIcon } from "@aqtra/ui";
import { Box, Drawer, List, ListItem, ListItemButton, ListItemIcon, Typography } from "@mui/material";
import { PanelLeftClose, PanelLeftOpen } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useDispatch } from "react-redux";
import { NavLink } from "react-router";

import { railPinned, usePreferences } from "../../shared/preferences";
import { Wordmark } from "../../shared/wordmark";
import packageFile from "../../../package.json";
import type { Destination } from "./navigation";
import { useNavigation } from "./use-navigation";

export const RAIL_WIDTH = 56;
const OPEN_WIDTH = 216;
/** Long enough that crossing the rail with the pointer does not open it. */
const OPEN_DELAY = "150ms";

/** The left menu: icons, with labels while hovered, focused by keyboard, or pinned. Narrow windows use the drawer. */
export function Rail() {
  const { t } = useTranslation("app");
  const dispatch = useDispatch();
  const { railPinned: pinned } = usePreferences();
  const [hovered, setHovered] = useState(false);
  const open = pinned || hovered;
  return (
    <Box sx={{ width: pinned ? OPEN_WIDTH : RAIL_WIDTH, flexShrink: 0, transition: "width 160ms", display: { xs: "none", sm: "block" } }}>
      <Box
        component="nav"
        aria-label={t("nav.label")}
        onMouseEnter={() => setHovered(true)}
        onMouseLeave={() => setHovered(false)}
        onFocus={(event) => setHovered(event.target.matches(":focus-visible"))}
        onBlur={() => setHovered(false)}
        sx={(theme) => ({
          position: "fixed",
          zIndex: theme.zIndex.appBar + 1,
          insetBlock: 0,
          insetInlineStart: 0,
          width: open ? OPEN_WIDTH : RAIL_WIDTH,
          display: "flex",
          flexDirection: "column",
          overflow: "hidden",
          bgcolor: "background.paper",
          borderInlineEnd: 1,
          borderColor: "divider",
          boxShadow: open && !pinned ? "0 8px 24px rgb(0 0 0 / 0.12)" : "none",
          transition: `width 160ms ${open && !pinned ? OPEN_DELAY : "0ms"}`,
        })}
      >
        <Destinations open={open} />
        <Box sx={{ p: 2.5, display: "flex", alignItems: "center", gap: 2 }}>
          <ActionIcon
            icon={pinned ? PanelLeftClose : PanelLeftOpen}
            name={t(pinned ? "nav.unpin" : "nav.pin")}
            placement="right"
            aria-pressed={pinned}
            onClick={() => dispatch(railPinned(!pinned))}
          />
        </Box>
        <Version open={open} />
      </Box>
    </Box>
  );
}

/** The same menu on a phone: it comes from the side and leaves once somebody has chosen. */
export function NavigationDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation("app");
  return (
    <Drawer open={open} onClose={onClose} slotProps={{ paper: { sx: { width: 264 } } }}>
      <Box component="nav" aria-label={t("nav.label")} onClick={onClose} sx={{ flexGrow: 1, minHeight: 0, display: "flex", flexDirection: "column" }}>
        <Destinations open />
        <Version open />
      </Box>
    </Drawer>
  );
}

function Destinations({ open }: { open: boolean }) {
  const { t } = useTranslation("app");
  const { groups } = useNavigation();
  return (
    <>
      <Box sx={{ height: 48, px: 3.5, display: "flex", alignItems: "center", gap: 2.5, flexShrink: 0 }}>
        <Wordmark />
        <Typography variant="h4" component="span" noWrap sx={{ opacity: open ? 1 : 0, transition: "opacity 120ms" }}>
          Aqtra Studio
        </Typography>
      </Box>
      <Box sx={{ flexGrow: 1, overflowY: "auto", overflowX: "hidden" }}>
        {groups.map((group) => (
          <Box key={group.items[0]?.to} sx={{ mt: 2 }}>
            {group.label && <GroupLabel text={t(`nav.${group.label}`)} open={open} />}
            <List disablePadding sx={{ px: 2 }} aria-label={group.label && t(`nav.${group.label}`)}>
              {group.items.map((item) => (
                <RailLink key={item.to} item={item} open={open} />
              ))}
            </List>
          </Box>
        ))}
      </Box>
    </>
  );
}

function Version({ open }: { open: boolean }) {
  const { t } = useTranslation("app");
  const words = t("nav.version", { version: packageFile.version });
  return (
    <Typography variant="caption" color="textSecondary" noWrap title={words} sx={{ pb: 2.5, textAlign: "center", fontSize: "0.6875rem" }}>
      {open ? words : packageFile.version}
    </Typography>
  );
}

function GroupLabel({ text, open }: { text: string; open: boolean }) {
  return (
    <Box sx={{ height: 28, px: 4.5, display: "flex", alignItems: "center" }}>
      {open ? (
        <Typography variant="caption" color="textSecondary" noWrap>
          {text}
        </Typography>
      ) : (
        <Box aria-hidden sx={{ flexGrow: 1, borderTop: 1, borderColor: "divider" }} />
      )}
    </Box>
  );
}

function RailLink({ item, open }: { item: Destination; open: boolean }) {
  const { t } = useTranslation("app");
  const label = t(`nav.${item.label}`);
  return (
    <ListItem disablePadding sx={{ mb: 0.5 }}>
      <ListItemButton
        component={NavLink}
        to={item.to}
        end={item.to === "/"}
        aria-label={label}
        sx={{
          height: 36,
          px: 2.5,
          color: "text.secondary",
          "&.active": { bgcolor: "tone.selected", color: "primary.main", "& .MuiTypography-root": { fontWeight: 600 } },
        }}
      >
        <ListItemIcon sx={{ minWidth: 34 }}>
          <item.icon size={20} strokeWidth={1.75} aria-hidden />
        </ListItemIcon>
        <Typography variant="body1" noWrap sx={{ opacity: open ? 1 : 0, transition: "opacity 120ms" }}>
          {label}
        </Typography>
      </ListItemButton>
    </ListItem>
  );
}
