import { ActionIcon, ActionMenu } from "@aqtra/ui";
import { Languages } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { LOCALES } from "./i18n";

/** Switches the language in place: nothing is loaded again but the texts. */
export function LocaleMenu() {
  const { t, i18n } = useTranslation("workplace");
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <>
      <ActionIcon
        icon={Languages}
        name={t("locale")}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => {
          setAnchor(event.currentTarget);
        }}
      />
      <ActionMenu
        anchor={anchor}
        items={LOCALES.map(({ code, name }) => ({
          id: code,
          label: name,
          lang: code,
          selected: i18n.resolvedLanguage === code,
          onClick: () => void i18n.changeLanguage(code),
        }))}
        onClose={() => {
          setAnchor(null);
        }}
      />
    </>
  );
}
