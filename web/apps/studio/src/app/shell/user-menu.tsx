import { Avatar, Box, Divider, IconButton, Menu, MenuItem, Tooltip, Typography } from "@mui/material";
import { CircleHelp, ExternalLink, KeyRound, LogOut, ShieldCheck } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { useGetSessionQuery, useSignOutMutation } from "../../shared/api";

function initials(name: string): string {
  return name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join("");
}

export function UserMenu({ help }: { help: string }) {
  const { t } = useTranslation("app");
  const { data: session } = useGetSessionQuery(undefined);
  const [signOut] = useSignOutMutation();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const user = session?.user;
  if (!user) return null;
  const name = user.display_name || user.user_name;
  return (
    <>
      <Tooltip title={name}>
        <IconButton
          aria-label={t("user.menu", { name })}
          aria-haspopup="menu"
          aria-expanded={anchor !== null}
          onClick={(event) => setAnchor(event.currentTarget)}
        >
          <Avatar sx={{ width: 26, height: 26, fontSize: "0.6875rem", fontWeight: 600, bgcolor: "tone.accent", color: "primary.main" }}>
            {initials(name)}
          </Avatar>
        </IconButton>
      </Tooltip>
      <Menu open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)}>
        <Box sx={{ px: 2, py: 1.5, minWidth: 200 }} role="presentation">
          <Typography variant="subtitle2">{name}</Typography>
          <Typography variant="caption" color="textSecondary">
            {user.user_name}
          </Typography>
        </Box>
        <Divider sx={{ my: 1 }} />
        <MenuItem component={Link} to="/account/tokens" onClick={() => setAnchor(null)}>
          <KeyRound size={16} aria-hidden />
          {t("user.tokens")}
        </MenuItem>
        <MenuItem component={Link} to="/account" onClick={() => setAnchor(null)}>
          <ShieldCheck size={16} aria-hidden />
          {t("user.security")}
        </MenuItem>
        <MenuItem component="a" href="/" target="_blank" rel="noopener">
          <ExternalLink size={16} aria-hidden />
          {t("user.workplace")}
        </MenuItem>
        <MenuItem component="a" href={help} target="_blank" rel="noopener" sx={{ display: { sm: "none" } }}>
          <CircleHelp size={16} aria-hidden />
          {t("help")}
        </MenuItem>
        <MenuItem onClick={() => void signOut({ app: "studio" })}>
          <LogOut size={16} aria-hidden />
          {t("user.signOut")}
        </MenuItem>
      </Menu>
    </>
  );
}
