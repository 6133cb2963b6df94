import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import useMediaQuery from "@mui/material/useMediaQuery";
import { useGetSessionQuery, useGetWorkplaceQuery } from "@aqtra/api/client";
import { isDirty, type RuntimeRoot, selectForm } from "@aqtra/runtime";
import { ActionIcon, SkeletonForm, ThemeMenu } from "@aqtra/ui";
import { Menu as MenuIcon, PanelLeftClose, PanelLeftOpen, X } from "lucide-react";
import { lazy, Suspense, useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSelector } from "react-redux";
import { Outlet } from "react-router";

import { Brand, BrandMark } from "../../shared/brand";
import { useDocumentTitle } from "../../shared/document-title";
import { useNewVersion } from "../../shared/live";
import { LocaleMenu } from "../../shared/locale-menu";
import { type OpenedPage, OpenedPageContext } from "../../shared/opened-page";
import { useStored } from "../../shared/use-stored";
import { useViewing } from "../../shared/viewing";
import { Bell } from "../messages/bell";
import { SearchButton } from "../search/search-button";
import { Breadcrumbs } from "./breadcrumbs";
import { Menu } from "./menu";
import { UserMenu } from "./user-menu";

const NewVersion = lazy(() => import("./new-version").then((module) => ({ default: module.NewVersion })));
const Viewing = lazy(() => import("./viewing").then((module) => ({ default: module.Viewing })));
const Drawer = lazy(() => import("@mui/material/Drawer"));

const BAR_HEIGHT = 48;
const MENU_WIDTH = 248;
const RAIL_WIDTH = 56;

export function Shell() {
  const [opened, setOpened] = useState<OpenedPage>();
  const value = useMemo(() => ({ opened, setOpened }), [opened]);
  return (
    <OpenedPageContext.Provider value={value}>
      <Frame opened={opened} />
    </OpenedPageContext.Provider>
  );
}

/** Menu at the side (a drawer on narrow screens), bar on top, content first in reading order of importance. */
function Frame({ opened }: { opened: OpenedPage | undefined }) {
  const { t } = useTranslation("workplace");
  const isWide = useMediaQuery((theme) => theme.breakpoints.up("md"), { noSsr: true });
  const { data } = useGetWorkplaceQuery();
  const { data: session } = useGetSessionQuery();
  const [drawer, setDrawer] = useState(false);
  const [pinned, setPinned] = useStored("aqtra-menu-open", true);
  const [hovered, setHovered] = useState(false);
  const dirty = useSelector((state: RuntimeRoot) => (opened ? isDirty(selectForm(state, opened.form)) : false));
  const settings = data?.domain.settings;
  const brand = data?.domain.title || t("appName");
  const viewed = useViewing();
  const newVersion = useNewVersion(session && (viewed?.id ?? session.user?.id ?? null));
  useDocumentTitle(opened?.title, brand, dirty);
  const closeDrawer = useCallback(() => {
    setDrawer(false);
  }, []);

  const hasMenu = (data?.menu.length ?? 0) > 0;
  const isStatic = settings?.static_menu !== false;
  const expanded = isStatic ? pinned : hovered;
  const menu = (collapsed: boolean, onNavigate?: () => void) => (
    <>
      <Box sx={{ display: "flex", alignItems: "center", gap: 2.5, height: BAR_HEIGHT, px: 4, mb: 2, flexShrink: 0 }}>
        {collapsed ? <BrandMark /> : <Brand name={brand} />}
        {onNavigate && <ActionIcon icon={X} name={t("closeMenu")} onClick={onNavigate} />}
      </Box>
      <Box sx={{ flex: 1, overflowY: "auto", overflowX: "hidden", minHeight: 0, pb: 2 }}>
        <Menu items={data?.menu ?? []} collapsed={collapsed} onNavigate={onNavigate} />
      </Box>
      {!onNavigate && isStatic && (
        <Box sx={{ p: 2, borderTop: 1, borderColor: "divider" }}>
          <ActionIcon
            icon={collapsed ? PanelLeftOpen : PanelLeftClose}
            name={t(collapsed ? "expandMenu" : "collapseMenu")}
            placement="right"
            onClick={() => {
              setPinned(!pinned);
            }}
          />
        </Box>
      )}
    </>
  );
  const width = hasMenu && isWide ? (isStatic && pinned ? MENU_WIDTH : RAIL_WIDTH) : 0;
  return (
    <Box sx={{ minHeight: "100dvh", bgcolor: "tone.canvas" }}>
      <Box
        component="a"
        href="#content"
        sx={{ position: "fixed", top: 8, left: 8, zIndex: "tooltip", px: 3, py: 2, borderRadius: 1, bgcolor: "background.paper", color: "primary.main", transform: "translateY(-200%)", "&:focus": { transform: "none" } }}
      >
        {t("skip")}
      </Box>
      {hasMenu && isWide && (
        <Box
          component="aside"
          onMouseEnter={() => {
            setHovered(true);
          }}
          onMouseLeave={() => {
            setHovered(false);
          }}
          onFocus={() => {
            setHovered(true);
          }}
          onBlur={() => {
            setHovered(false);
          }}
          sx={{
            position: "fixed",
            insetBlock: 0,
            insetInlineStart: 0,
            zIndex: "drawer",
            display: "flex",
            flexDirection: "column",
            width: expanded ? MENU_WIDTH : RAIL_WIDTH,
            borderInlineEnd: 1,
            borderColor: "divider",
            bgcolor: "background.paper",
            transition: (theme) => theme.transitions.create("width", { duration: theme.transitions.duration.shorter }),
          }}
        >
          {menu(!expanded)}
        </Box>
      )}
      {hasMenu && !isWide && drawer && (
        <Suspense fallback={null}>
        <Drawer open onClose={closeDrawer} slotProps={{ paper: { sx: { width: 296, maxWidth: "85vw" }, "aria-label": t("menu") } }}>
          {menu(false, closeDrawer)}
        </Drawer>
        </Suspense>
      )}
      <Box sx={{ marginInlineStart: `${width}px`, display: "flex", flexDirection: "column", minHeight: "100dvh", minWidth: 0 }}>
        <Box sx={{ position: "sticky", top: 0, zIndex: "appBar" }}>
          {viewed && (
            <Suspense fallback={null}>
              <Viewing viewed={viewed} />
            </Suspense>
          )}
          {!settings?.hide_top_bar && (
            <Box
              component="header"
              sx={{ display: "flex", alignItems: "center", gap: 1, height: BAR_HEIGHT, px: { xs: 2, md: 6 }, borderBottom: 1, borderColor: "divider", bgcolor: "background.paper" }}
            >
              {hasMenu && !isWide && (
                <ActionIcon
                  icon={MenuIcon}
                  name={t("openMenu")}
                  onClick={() => {
                    setDrawer(true);
                  }}
                />
              )}
              <Box sx={{ flex: 1, minWidth: 0 }}>{!settings?.hide_breadcrumbs && <Breadcrumbs />}</Box>
              {dirty && <Unsaved />}
              <SearchButton />
              {!settings?.hide_locale && <LocaleMenu />}
              <ThemeMenu />
              <Bell />
              {!settings?.hide_user_login && <UserMenu />}
            </Box>
          )}
        </Box>
        <Box component="main" id="content" tabIndex={-1} sx={{ flex: 1, p: { xs: 4, md: 6 }, minWidth: 0, outline: 0, display: "grid", gap: 4, alignContent: "start", gridTemplateColumns: "minmax(0, 1fr)" }}>
          {newVersion && (
            <Suspense fallback={null}>
              <NewVersion />
            </Suspense>
          )}
          <Suspense fallback={<SkeletonForm />}>
            <Outlet />
          </Suspense>
        </Box>
      </Box>
    </Box>
  );
}

/** Words where there is room, a dot where there is not. */
function Unsaved() {
  const { t } = useTranslation("workplace");
  return (
    <Box role="status" sx={{ display: "flex", alignItems: "center", gap: 1.5, mr: 2, color: "warning.main", flexShrink: 0 }}>
      <Box aria-hidden sx={{ width: 8, height: 8, borderRadius: "50%", bgcolor: "currentcolor" }} />
      <Typography variant="body2" sx={(theme) => ({ [theme.breakpoints.down("sm")]: { position: "absolute", clipPath: "inset(50%)" } })}>
        {t("unsaved")}
      </Typography>
    </Box>
  );
}
