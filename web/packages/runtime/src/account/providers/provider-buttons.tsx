import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Divider from "@mui/material/Divider";
import type { OfferedProvider, SessionInfo } from "@aqtra/api";
import { useListSignInProvidersQuery } from "@aqtra/api/client";
import { Notice } from "@aqtra/ui";
import { type PropsWithChildren, useState } from "react";
import { useTranslation } from "react-i18next";

import { DirectoryForm } from "./directory-form";
import { returnedProblem } from "./returned-problem";
import { useProviderSignIn } from "./use-provider-sign-in";

interface ProviderButtonsProps {
  /** Whether the form stays in sight where the installation offers no passwords: builders still get in by one. */
  keepsForm?: boolean;
  /** The page stays as it is, and the provider is met in a tab of its own: there is unsaved work. */
  beside?: boolean;
  onSignedIn: (session: SessionInfo) => void;
}

/** Buttons of the providers around the form for user name and password; what the installation offers first stands first. */
export function ProviderButtons({ keepsForm = false, beside = false, children, onSignedIn }: PropsWithChildren<ProviderButtonsProps>) {
  const { t } = useTranslation("account");
  const { data } = useListSignInProvidersQuery();
  const [directory, setDirectory] = useState<OfferedProvider | null>(null);
  const [asked, setAsked] = useState(keepsForm);
  const [failed] = useState(() => (beside ? null : returnedProblem(window.location.search)));
  const { start, going, waiting, problem, resume } = useProviderSignIn(beside, onSignedIn);
  if (directory) return <DirectoryForm provider={directory} onSignedIn={onSignedIn} onBack={() => setDirectory(null)} />;

  const providers = data?.providers ?? [];
  const hidden = data?.local === false && providers.length > 0 && !asked;
  const first = providers.filter(({ id }) => id === data?.default);
  const others = providers.filter(({ id }) => id !== data?.default);
  const trouble = problem ?? failed;
  const button = (provider: OfferedProvider) => (
    <Button
      key={provider.id}
      variant={provider.id === data?.default ? "contained" : "outlined"}
      loading={going === provider.id}
      onClick={() => (provider.kind === "ldap" ? setDirectory(provider) : void start(provider.id))}
      sx={{ overflowWrap: "anywhere" }}
    >
      {t("providers.with", { title: provider.title })}
    </Button>
  );
  return (
    <Box sx={{ display: "grid", gridTemplateColumns: "minmax(0, 1fr)", gap: 4 }}>
      {trouble !== null && <Notice tone="error">{t([`providers.failed.${trouble}`, `errors.${trouble}`, "providers.failed.other"])}</Notice>}
      {waiting && (
        <Notice action={<Button onClick={() => void resume()}>{t("providers.goOn")}</Button>}>{t("providers.waiting")}</Notice>
      )}
      {first.map(button)}
      {first.length > 0 && <Divider>{t("providers.or")}</Divider>}
      {hidden ? (
        <Button variant="text" onClick={() => setAsked(true)}>
          {t("providers.password")}
        </Button>
      ) : (
        children
      )}
      {others.length > 0 && <Divider>{t("providers.or")}</Divider>}
      {others.map(button)}
    </Box>
  );
}
