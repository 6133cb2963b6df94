import { Notice } from "@aqtra/ui";
import { Box, Button, Divider } from "@mui/material";
import { useState } from "react";
import type { PropsWithChildren } from "react";
import { useTranslation } from "react-i18next";

import { useBeginSignInMutation, useListSignInProvidersQuery } from "../../shared/api";
import type { OfferedProvider } from "../../shared/api";
import { ProblemNotice } from "../../shared/problems";
import { DirectoryForm } from "./directory-form";
import { returnedProblem } from "./returned-problem";

/** Buttons of the providers around the form for user name and password; what the installation offers first stands first. */
export function ProviderButtons({ children }: PropsWithChildren) {
  const { t } = useTranslation("session");
  const { data } = useListSignInProvidersQuery(undefined);
  const [begin, { error, isLoading, isSuccess, originalArgs }] = useBeginSignInMutation();
  const [directory, setDirectory] = useState<OfferedProvider | null>(null);
  const [failed] = useState(() => returnedProblem(window.location.search));

  const start = async (provider: OfferedProvider): Promise<void> => {
    if (provider.kind === "ldap") {
      setDirectory(provider);
      return;
    }
    const result = await begin({ provider: provider.id, begin: { return_to: window.location.pathname } });
    if (result.data) window.location.assign(result.data.address);
  };
  if (directory) return <DirectoryForm provider={directory} onBack={() => setDirectory(null)} />;

  const providers = data?.providers ?? [];
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
    <Box sx={{ display: "grid", gap: 4 }}>
      {failed && <Notice tone="error">{t(`providers.failed.${failed}`, { defaultValue: t("providers.failed.other") })}</Notice>}
      {error && <ProblemNotice error={error} />}
      {first.map(button)}
      {first.length > 0 && <Divider>{t("providers.or")}</Divider>}
      {children}
      {others.length > 0 && <Divider>{t("providers.or")}</Divider>}
      {others.map(button)}
    </Box>
  );
}
