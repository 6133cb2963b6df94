import { TextField } from "@mui/material";
import { useTranslation } from "react-i18next";

import { AUTH_KINDS, newAuth } from "./api";
import type { Auth } from "./api";
import { Choice } from "./choice";

interface AuthFieldsProps {
  id: string;
  auth: Auth;
  /** Those that can be chosen; all of them when it is missing. */
  kinds?: readonly Auth["kind"][];
  /** What was typed; null: the stored one stays. */
  secret: string | null;
  secretIsSet: boolean;
  onSecret: (secret: string | null) => void;
  onChange: (auth: Auth) => void;
}

interface Line {
  name: string;
  required?: boolean;
  hint?: boolean;
}

const LINES: Record<Auth["kind"], Line[]> = {
  none: [],
  basic: [{ name: "user_name", required: true }],
  header: [{ name: "header", required: true }, { name: "prefix", hint: true }],
  oauth2: [{ name: "token_url", required: true }, { name: "client_id", required: true }, { name: "scopes", hint: true }, { name: "audience", hint: true }],
};

const words = (text: string): string[] => (text.trim() === "" ? [] : text.trimStart().split(/\s+/));

/** How Aqtra proves who calls. A secret is typed, and never shown again. */
export function AuthFields({ id, auth, kinds = AUTH_KINDS, secret, secretIsSet, onSecret, onChange }: AuthFieldsProps) {
  const { t } = useTranslation("integrations");
  const values = auth as unknown as Record<string, string | string[]>;
  const set = (name: string, value: string | string[]): void => onChange({ ...auth, [name]: value } as Auth);
  return (
    <>
      <Choice
        id={id}
        label={t("auth.title")}
        value={auth.kind}
        choices={kinds}
        name={(kind) => t(`auth.kinds.${kind}`)}
        onChange={(kind) => onChange(newAuth(kind))}
      />
      {LINES[auth.kind].map(({ name, required, hint }) => {
        const value = values[name] ?? "";
        return (
          <TextField
            key={name}
            id={`${id}-${name}`}
            label={t(`auth.${name}`)}
            helperText={hint && t(`auth.hints.${name}`)}
            required={required}
            value={Array.isArray(value) ? value.join(" ") : value}
            onChange={(event) => set(name, Array.isArray(value) ? words(event.target.value) : event.target.value)}
            slotProps={{ htmlInput: { spellCheck: false } }}
          />
        );
      })}
      {auth.kind === "oauth2" && (
        <Choice
          id={`${id}-client-auth`}
          label={t("auth.client_auth")}
          value={auth.client_auth}
          choices={["client_secret_basic", "client_secret_post"] as const}
          name={(way) => t(`auth.ways.${way}`)}
          onChange={(way) => set("client_auth", way)}
        />
      )}
      {auth.kind !== "none" && (
        <TextField
          id={`${id}-secret`}
          type="password"
          autoComplete="new-password"
          label={t(`auth.secret.${auth.kind}`)}
          helperText={t(secretIsSet ? "auth.secret.set" : "auth.secret.none")}
          value={secret ?? ""}
          onChange={(event) => onSecret(event.target.value === "" ? null : event.target.value)}
        />
      )}
    </>
  );
}
