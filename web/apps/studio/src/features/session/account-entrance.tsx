import { AccountLink, SecondFactorNeeded } from "@aqtra/runtime/account";
import type { LinkPurpose } from "@aqtra/runtime/account";
import { useTranslation } from "react-i18next";

import { Entrance } from "./entrance";
import { SignOutButton } from "./sign-out-button";

/** What a link from a mail opens, signed in or not. */
export function LinkEntrance({ link }: { link: LinkPurpose }) {
  const { t } = useTranslation("account");
  return (
    <Entrance title={t(link.purpose === "password" ? "reset.title" : "confirm.title")}>
      <AccountLink link={link} home="/studio/" />
    </Entrance>
  );
}

/** Shown to a user whom the installation asks for a second factor, until there is one. */
export function SetUpFactor({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation("account");
  return (
    <Entrance title={t("setUpTitle")} text={t("setUpText")}>
      <SecondFactorNeeded app="studio" onDone={onDone} />
      <SignOutButton />
    </Entrance>
  );
}
