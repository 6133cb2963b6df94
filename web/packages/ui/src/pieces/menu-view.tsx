import Box from "@mui/material/Box";
import Divider from "@mui/material/Divider";
import Menu from "@mui/material/Menu";
import MenuItem from "@mui/material/MenuItem";

import type { ActionMenuProps } from "./action-menu";

export function MenuView({ anchor, items, header, onClose }: ActionMenuProps & { anchor: HTMLElement }) {
  return (
    <Menu open anchorEl={anchor} onClose={onClose} anchorOrigin={{ vertical: "bottom", horizontal: "right" }} transformOrigin={{ vertical: "top", horizontal: "right" }}>
      {header && <Box sx={{ px: 2, py: 1, minWidth: 200, maxWidth: 280 }}>{header}</Box>}
      {header && <Divider sx={{ my: 1 }} />}
      {items.map(({ id, label, lang, icon: Icon, selected, href, onClick }) => (
        <MenuItem
          key={id}
          lang={lang}
          selected={selected}
          {...(href ? { component: "a", href } : {})}
          onClick={() => {
            onClose();
            onClick?.();
          }}
        >
          {Icon && <Icon size={16} aria-hidden />}
          {label}
        </MenuItem>
      ))}
    </Menu>
  );
}
