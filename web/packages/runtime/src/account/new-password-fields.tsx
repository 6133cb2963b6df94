import TextField from "@mui/material/TextField";
import { focusOnMount } from "@aqtra/ui";
import { useState } from "react";
import { useTranslation } from "react-i18next";

/** Shorter ones are refused by the server as well. */
export const MINIMUM_LENGTH = 10;

interface NewPasswordFieldsProps {
  focus?: boolean;
  /** The password, and whether it is long enough and typed twice alike. */
  onChange: (password: string, fits: boolean) => void;
}

/** A new password, twice. Pasting is fine: that is what password managers do. */
export function NewPasswordFields({ focus = true, onChange }: NewPasswordFieldsProps) {
  const { t } = useTranslation("account");
  const [chosen, setChosen] = useState("");
  const [again, setAgain] = useState("");
  const short = chosen !== "" && [...chosen].length < MINIMUM_LENGTH;
  const differs = again !== "" && again !== chosen;
  const change = (first: string, second: string) => {
    setChosen(first);
    setAgain(second);
    onChange(first, [...first].length >= MINIMUM_LENGTH && first === second);
  };
  return (
    <>
      <TextField
        id="account-new-password"
        type="password"
        label={t("newPassword")}
        autoComplete="new-password"
        required
        inputRef={focus ? focusOnMount : undefined}
        value={chosen}
        error={short}
        helperText={t("passwordRule", { count: MINIMUM_LENGTH })}
        onChange={(event) => change(event.target.value, again)}
      />
      <TextField
        id="account-repeat-password"
        type="password"
        label={t("repeatPassword")}
        autoComplete="new-password"
        required
        value={again}
        error={differs}
        helperText={differs ? t("differs") : undefined}
        onChange={(event) => change(chosen, event.target.value)}
      />
    </>
  );
}
