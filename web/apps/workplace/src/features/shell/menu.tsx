import Box from "@mui/material/Box";
import Collapse from "@mui/material/Collapse";
import List from "@mui/material/List";
import ListItemButton from "@mui/material/ListItemButton";
import ListItemIcon from "@mui/material/ListItemIcon";
import ListItemText from "@mui/material/ListItemText";
import Typography from "@mui/material/Typography";
import type { OpenMenuItem } from "@aqtra/api";
import { BuiltInIcon } from "@aqtra/components";
import { Hint } from "@aqtra/ui";
import { ChevronDown, ChevronRight } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { addressOf } from "../../shared/address";
import { useOpenedPage } from "../../shared/opened-page";
import { filterMenu, trailTo } from "./menu-tree";
import { useMenuLabel } from "./use-menu-label";

const MenuSearch = lazy(() => import("./menu-search").then((module) => ({ default: module.MenuSearch })));

interface MenuProps {
  items: readonly OpenMenuItem[];
  /** Icons only; labels become tooltips. */
  collapsed: boolean;
  onNavigate?: () => void;
}

/** Below this many items a search box would be in the way. */
const SEARCH_FROM = 6;

export function Menu({ items, collapsed, onNavigate }: MenuProps) {
  const { t, i18n } = useTranslation("workplace");
  const label = useMenuLabel();
  const [typed, setTyped] = useState("");
  const { opened } = useOpenedPage();
  const trail = opened ? trailTo(items, opened.component, opened.page) : [];
  const shown = filterMenu(items, collapsed ? "" : typed, label, i18n.language);
  return (
    <>
      {!collapsed && countItems(items) >= SEARCH_FROM && (
        <Box sx={{ px: 3, pb: 2 }}>
          <Suspense fallback={<Box sx={{ height: 36 }} />}>
            <MenuSearch value={typed} onChange={setTyped} />
          </Suspense>
        </Box>
      )}
      <List component="nav" aria-label={t("menu")} sx={{ px: 2, py: 0 }}>
        {shown.map((item) => (
          <Branch key={item.id} item={item} depth={0} collapsed={collapsed} trail={trail} forceOpen={typed !== ""} onNavigate={onNavigate} />
        ))}
      </List>
      {shown.length === 0 && typed !== "" && (
        <Typography variant="body2" color="textSecondary" role="status" sx={{ px: 4 }}>
          {t("searchMenuEmpty", { text: typed })}
        </Typography>
      )}
    </>
  );
}

interface BranchProps extends Pick<MenuProps, "collapsed" | "onNavigate"> {
  item: OpenMenuItem;
  depth: number;
  trail: readonly OpenMenuItem[];
  forceOpen: boolean;
}

function Branch({ item, depth, collapsed, trail, forceOpen, onNavigate }: BranchProps) {
  const label = useMenuLabel();
  const isInTrail = trail.some(({ id }) => id === item.id);
  const isCurrent = trail.at(-1)?.id === item.id;
  const [toggled, setToggled] = useState<boolean>();
  const children = item.children ?? [];
  const open = forceOpen || (toggled ?? (isInTrail || depth === 0));
  const text = label(item);
  const link = item.component ? { component: Link, to: addressOf({ component: item.component, page: item.page }), onClick: onNavigate } : {};
  const toggle = () => {
    setToggled(!open);
  };
  const Chevron = open ? ChevronDown : ChevronRight;
  const row = (
    <ListItemButton
      {...link}
      {...(item.component ? {} : { onClick: toggle, "aria-expanded": open })}
      selected={isCurrent}
      aria-current={isCurrent ? "page" : undefined}
      sx={{ minHeight: 36, py: 1, px: 2, paddingInlineStart: collapsed ? 2 : 2 + depth * 4, mb: 0.5, gap: 0, color: isCurrent ? "primary.main" : "text.primary" }}
    >
      <ListItemIcon sx={{ color: isCurrent ? "primary.main" : "text.secondary" }}>
        <BuiltInIcon name={item.icon} size={18} strokeWidth={1.75} aria-hidden />
      </ListItemIcon>
      <ListItemText
        primary={text}
        slotProps={{ primary: { variant: "body1", noWrap: true, title: text, sx: { fontWeight: isCurrent ? 600 : 450 } } }}
        sx={{ my: 0, opacity: collapsed ? 0 : 1, transition: "opacity 120ms" }}
      />
      {children.length > 0 && !collapsed && <Chevron size={16} aria-hidden />}
    </ListItemButton>
  );
  return (
    <>
      <Hint text={collapsed ? text : ""} placement="right">
        {row}
      </Hint>
      {children.length > 0 && (
        <Collapse in={open && !collapsed} unmountOnExit>
          <List component="div" role="group" aria-label={text} disablePadding>
            {children.map((child) => (
              <Branch key={child.id} item={child} depth={depth + 1} collapsed={collapsed} trail={trail} forceOpen={forceOpen} onNavigate={onNavigate} />
            ))}
          </List>
        </Collapse>
      )}
    </>
  );
}

function countItems(items: readonly OpenMenuItem[]): number {
  return items.reduce((sum, item) => sum + 1 + countItems(item.children ?? []), 0);
}
