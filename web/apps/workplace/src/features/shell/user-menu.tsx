import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import ButtonBase from "@mui/material/ButtonBase";
import Typography from "@mui/material/Typography";
import { useGetSessionQuery } from "@aqtra/api/client";
import { ActionMenu } from "@aqtra/ui";
import { LogOut, PenTool, ShieldCheck } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useDispatch } from "react-redux";
import { useNavigate } from "react-router";

import { signInNeeded } from "../../shared/session";
import { useSignOut } from "../../shared/use-sign-out";

/** Who is signed in; visitors get the way in instead. */
export function UserMenu() {
  const { t } = useTranslation("workplace");
  const dispatch = useDispatch();
  const navigate = useNavigate();
  const { data: session } = useGetSessionQuery();
  const leave = useSignOut();
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
  const { viewing } = session;
  const { display_name: name, user_name: userName } = viewing ?? session.user;
  return (
    <>
      <ButtonBase
        aria-label={t("account", { name })}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        sx={{ borderRadius: "50%", marginInlineStart: 1 }}
        onClick={(event) => {
          setAnchor(event.currentTarget);
        }}
      >
        <Box
          aria-hidden
          data-initials={initials(name)}
          // Drawn, not written: letters are no words that the name of the button would have to hold.
          sx={{ "&::before": { content: "attr(data-initials)" }, display: "grid", placeItems: "center", width: 28, height: 28, borderRadius: "50%", typography: "caption", fontWeight: 600, bgcolor: "tone.accent", color: "primary.main" }}
        />
      </ButtonBase>
      <ActionMenu
        anchor={anchor}
        header={
          <>
            <Typography variant="h4" component="p" noWrap>
              {name}
            </Typography>
            <Typography variant="body2" color="textSecondary" noWrap>
              {userName}
            </Typography>
          </>
        }
        items={[
          ...(session.rights.includes("studio") ? [{ id: "studio", label: t("openStudio"), icon: PenTool, href: "/studio/" }] : []),
          // Whoever is viewed keeps their account to themselves.
          ...(viewing ? [] : [{ id: "security", label: t("security"), icon: ShieldCheck, onClick: () => void navigate("/account") }]),
          { id: "sign-out", label: t("signOut"), icon: LogOut, onClick: () => void leave() },
        ]}
        onClose={() => {
          setAnchor(null);
        }}
      />
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
