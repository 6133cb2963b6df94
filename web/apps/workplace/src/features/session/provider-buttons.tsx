import Button from "@mui/material/Button";
import Divider from "@mui/material/Divider";
import Stack from "@mui/material/Stack";
import { isProblem, type OfferedProvider, type SessionInfo } from "@aqtra/api";
import { useBeginSignInMutation, useListSignInProvidersQuery } from "@aqtra/api/client";
import { problemText } from "@aqtra/runtime";
import { Notice } from "@aqtra/ui";
import { type PropsWithChildren, useState } from "react";
import { useTranslation } from "react-i18next";

import { DirectoryForm } from "./directory-form";
import { returnedProblem } from "./returned-problem";

interface ProviderButtonsProps {
  onSignedIn: (session: SessionInfo) => void;
}

/** Buttons of the providers around the form for user name and password; what the installation offers first stands first. */
export function ProviderButtons({ children, onSignedIn }: PropsWithChildren<ProviderButtonsProps>) {
  const { t } = useTranslation("workplace");
  const { t: tRuntime } = useTranslation("runtime");
  const { data } = useListSignInProvidersQuery(undefined);
  const [begin, { error, isLoading, isSuccess, originalArgs }] = useBeginSignInMutation();
  const [directory, setDirectory] = useState<OfferedProvider | null>(null);
  const [asked, setAsked] = useState(false);
  const [failed] = useState(() => returnedProblem(window.location.search));

  const start = async (provider: OfferedProvider) => {
    if (provider.kind === "ldap") {
      setDirectory(provider);
      return;
    }
    const result = await begin({ provider: provider.id, begin: { return_to: `${window.location.pathname}${window.location.search}` } });
    if (result.data) window.location.assign(result.data.address);
  };
  if (directory) return <DirectoryForm provider={directory} onSignedIn={onSignedIn} onBack={() => setDirectory(null)} />;

  const providers = data?.providers ?? [];
  // Where passwords are not offered, builders still get in by one.
  const hidden = data?.local === false && providers.length > 0 && !asked;
  const first = providers.filter(({ id }) => id === data?.default);
  const others = providers.filter(({ id }) => id !== data?.default);
  const button = (provider: OfferedProvider) => (
    <Button
      key={provider.id}
      variant={provider.id === data?.default ? "contained" : "outlined"}
      loading={(isLoading || isSuccess) && originalArgs?.provider === provider.id}
      onClick={() => void start(provider)}
      sx={{ overflowWrap: "anywhere" }}
    >
      {t("providers.with", { title: provider.title })}
    </Button>
  );
  return (
    <Stack spacing={4}>
      {failed && <Notice tone="error">{t(`providers.failed.${failed}`, { defaultValue: t("providers.failed.other") })}</Notice>}
      {isProblem(error) && <Notice tone="error">{problemText(error, tRuntime)}</Notice>}
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
    </Stack>
  );
}
