import { focusOnMount } from "@aqtra/ui";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Popover from "@mui/material/Popover";
import TextField from "@mui/material/TextField";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { useOwnPart } from "./own-parts";

export interface AddressQuestion {
  title: string;
  hint: string;
  refusal: string;
  address: string;
  /** Name of a second field: what a picture shows. */
  textLabel?: string;
  text?: string;
  accepts: (address: string) => boolean;
  onSave: (address: string, text: string) => void;
  onRemove?: (() => void) | undefined;
}

interface AddressPanelProps {
  question: AddressQuestion;
  anchor: HTMLElement;
  onClose: () => void;
}

/** Asks for an address, and says at once why one cannot be taken. */
export function AddressPanel({ question, anchor, onClose }: AddressPanelProps) {
  const { t } = useTranslation("components");
  const part = useOwnPart();
  const [address, setAddress] = useState(question.address);
  const [text, setText] = useState(question.text ?? "");
  const [refused, setRefused] = useState(false);
  const cancel = () => {
    onClose();
    anchor.focus();
  };
  const save = (event: FormEvent) => {
    event.preventDefault();
    // The page around is a form too, and submits nothing here.
    event.stopPropagation();
    if (!question.accepts(address)) {
      setRefused(true);
      return;
    }
    onClose();
    question.onSave(address.trim(), text.trim());
  };
  return (
    <Popover
      open
      anchorEl={anchor}
      onClose={cancel}
      disableRestoreFocus
      anchorOrigin={{ vertical: "bottom", horizontal: "left" }}
      {...part}
      slotProps={{ paper: { role: "dialog", "aria-label": question.title, sx: { width: 360, maxWidth: "calc(100vw - 32px)", p: 4 } } }}
    >
      <Box component="form" noValidate onSubmit={save} sx={{ display: "grid", gap: 3 }}>
        <TextField
          label={t("richAddress")}
          value={address}
          inputRef={focusOnMount}
          fullWidth
          error={refused}
          helperText={refused ? question.refusal : question.hint}
          slotProps={{ htmlInput: { spellCheck: false, autoCapitalize: "off", dir: "ltr" } }}
          onChange={(event) => {
            setAddress(event.target.value);
            setRefused(false);
          }}
        />
        {question.textLabel && (
          <TextField
            label={question.textLabel}
            value={text}
            fullWidth
            onChange={(event) => {
              setText(event.target.value);
            }}
          />
        )}
        <Box sx={{ display: "flex", gap: 2, justifyContent: "flex-end" }}>
          {question.onRemove && (
            <Button
              onClick={() => {
                onClose();
                question.onRemove?.();
              }}
              sx={{ marginInlineEnd: "auto" }}
            >
              {t("richRemove")}
            </Button>
          )}
          <Button onClick={cancel}>{t("richCancel")}</Button>
          <Button type="submit" variant="contained">
            {t("richApply")}
          </Button>
        </Box>
      </Box>
    </Popover>
  );
}
