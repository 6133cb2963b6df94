import { Notice } from "@aqtra/ui";
import { Box, Button, TextField } from "@mui/material";
import { Send } from "lucide-react";
import { useId, useState } from "react";
import type { FormEvent } from "react";
import { useTranslation } from "react-i18next";

import { ProblemNotice } from "../../shared/problems";
import { useSendSmtpTestMailMutation } from "./api";
import { Part } from "./part";

/** Sends a mail by what is saved, and says what the server answered. */
export function TestMail() {
  const { t } = useTranslation("smtp");
  const id = useId();
  const [to, setTo] = useState("");
  const [send, { data, error, isLoading }] = useSendSmtpTestMailMutation();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void send({ smtpTrial: { to: to.trim() } });
  };
  return (
    <Part title={t("test.title")} text={t("test.text")}>
      <Box component="form" onSubmit={submit} sx={{ display: "flex", gap: 3, alignItems: "start", flexWrap: "wrap" }}>
        <TextField
          id={`${id}to`}
          type="email"
          label={t("test.to")}
          value={to}
          onChange={({ target }) => setTo(target.value)}
          slotProps={{ htmlInput: { maxLength: 254, autoComplete: "email" } }}
          sx={{ flex: "1 1 240px" }}
        />
        <Button type="submit" variant="outlined" startIcon={<Send size={16} aria-hidden />} loading={isLoading} disabled={!to.includes("@")}>
          {t("test.send")}
        </Button>
      </Box>
      {error && <ProblemNotice error={error} />}
      {data && !isLoading && (
        <Notice tone={data.sent ? "success" : "error"} title={t(data.sent ? "test.sent" : "test.failed")}>
          {t("test.answer", { answer: data.answer })}
        </Notice>
      )}
    </Part>
  );
}
