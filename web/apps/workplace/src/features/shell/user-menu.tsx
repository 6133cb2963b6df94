import Avatar from "@mui/material/Avatar";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import ButtonBase from "@mui/material/ButtonBase";
import Divider from "@mui/material/Divider";
import MuiMenu from "@mui/material/Menu";
import MenuItem from "@mui/material/MenuItem";
import Typography from "@mui/material/Typography";
import { forgetToken } from "@aqtra/api";
import { api, useGetSessionQuery, useSignOutMutation } from "@aqtra/api/client";
import { formsCleared } from "@aqtra/runtime";
import { LogOut, PenTool } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useDispatch } from "react-redux";

import { signedOut, signInNeeded } from "../../shared/session";

/** Who is signed in; visitors get the way in instead. */
export function UserMenu() {
  const { t } = useTranslation("workplace");
  const dispatch = useDispatch();
  const { data: session } = useGetSessionQuery();
  const [signOut] = useSignOutMutation();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  if (!session) return null;
  if (!session.user) {
    return (
      <Button
        size="small"
        onClick={() => {
          dispatch(signInNeeded());
        }}
      >
        {t("signIn")}
      </Button>
    );
  }
  const { display_name: name, user_name: userName } = session.user;
  const leave = async () => {
    await signOut();
    forgetToken();
    dispatch(formsCleared());
    dispatch(signedOut());
    dispatch(api.util.resetApiState());
  };
  return (
    <>
      <ButtonBase
        aria-label={t("account", { name })}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        sx={{ borderRadius: "50%", ml: 1 }}
        onClick={(event) => {
          setAnchor(event.currentTarget);
        }}
      >
        <Avatar sx={{ width: 28, height: 28, fontSize: 12, fontWeight: 600, bgcolor: "tone.accent", color: "primary.main" }}>{initials(name)}</Avatar>
      </ButtonBase>
      <MuiMenu
        open={anchor !== null}
        anchorEl={anchor}
        anchorOrigin={{ vertical: "bottom", horizontal: "right" }}
        transformOrigin={{ vertical: "top", horizontal: "right" }}
        onClose={() => {
          setAnchor(null);
        }}
      >
        <Box sx={{ px: 2, py: 1, minWidth: 200, maxWidth: 280 }}>
          <Typography variant="h4" component="p" noWrap>
            {name}
          </Typography>
          <Typography variant="body2" color="text.secondary" noWrap>
            {userName}
          </Typography>
        </Box>
        <Divider sx={{ my: 1 }} />
        {session.rights.includes("studio") && (
          <MenuItem component="a" href="/studio/">
            <PenTool size={16} aria-hidden />
            {t("openStudio")}
          </MenuItem>
        )}
        <MenuItem onClick={() => void leave()}>
          <LogOut size={16} aria-hidden />
          {t("signOut")}
        </MenuItem>
      </MuiMenu>
    </>
  );
}

/** First letters of the first two words. */
function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return words
    .slice(0, 2)
    .map((word) => [...word][0]?.toLocaleUpperCase() ?? "")
    .join("");
}
