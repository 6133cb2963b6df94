import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { type Navigation, PageHost, type Target } from "@aqtra/runtime";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import { addressOf } from "../../shared/address";
import { ProblemScreen } from "../page/problem-screen";

interface LoginComponentProps {
  component: string;
  /** Somebody wants the sign-in form. */
  onSignIn: () => void;
}

/** The public component that a domain shows in place of its sign-in form; the form stays one step away. */
export function LoginComponent({ component, onSignIn }: LoginComponentProps) {
  const { t } = useTranslation("workplace");
  const navigate = useNavigate();
  const target = useMemo<Target>(() => ({ component }), [component]);
  const navigation = useMemo<Omit<Navigation, "openDialog">>(
    () => ({
      open: (next) => void navigate(addressOf(next)),
      back: () => void navigate("/"),
      follow: (path) => {
        window.location.assign(path);
      },
      // Nobody is signed in yet.
      signOut: () => Promise.resolve(),
      entrySaved: () => undefined,
    }),
    [navigate],
  );
  return (
    <Box sx={{ minHeight: "100dvh", display: "flex", flexDirection: "column", bgcolor: "background.default" }}>
      <Box component="header" sx={{ display: "flex", justifyContent: "flex-end", p: 3 }}>
        <Button variant="contained" onClick={onSignIn}>
          {t("signIn")}
        </Button>
      </Box>
      <Box component="main" sx={{ flex: 1, px: { xs: 4, md: 8 }, pb: 8 }}>
        <PageHost
          form="login"
          target={target}
          navigation={navigation}
          onOpened={() => undefined}
          renderProblem={(problem, retry) => <ProblemScreen problem={problem} onRetry={retry} />}
        />
      </Box>
    </Box>
  );
}
