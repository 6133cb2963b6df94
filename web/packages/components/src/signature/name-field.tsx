import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import OutlinedInput from "@mui/material/OutlinedInput";
import { focusOnMount } from "@aqtra/ui";
import { useState } from "react";
import { useTranslation } from "react-i18next";

/** Asks for the name that stands for a signature. An empty one changes nothing. */
export function NameField({ onDone }: { onDone: (name: string) => void }) {
  const { t } = useTranslation("components");
  const [name, setName] = useState("");
  return (
    <Box sx={{ display: "flex", gap: 2, mt: 2, maxWidth: 480 }}>
      <OutlinedInput
        fullWidth
        inputRef={focusOnMount}
        value={name}
        autoComplete="name"
        inputProps={{ "aria-label": t("signatureName"), maxLength: 80 }}
        placeholder={t("signatureName")}
        onChange={(event) => {
          setName(event.target.value);
        }}
        onKeyDown={(event) => {
          // The form around must not be sent by it.
          if (event.key === "Enter") {
            event.preventDefault();
            onDone(name.trim());
          }
          if (event.key === "Escape") {
            event.stopPropagation();
            onDone("");
          }
        }}
      />
      <Button
        variant="soft"
        onClick={() => {
          onDone(name.trim());
        }}
      >
        {t("signatureUse")}
      </Button>
    </Box>
  );
}
