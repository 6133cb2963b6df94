/** The window of one question, fetched with the first of them. */
import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";
import TextField from "@mui/material/TextField";
import Typography from "@mui/material/Typography";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";

import type { Asked } from "./questions";

interface QuestionDialogProps {
  asked: Asked;
  onAnswer: (question: Asked, value: unknown) => void;
}

export function QuestionDialog({ asked, onAnswer }: QuestionDialogProps) {
  const { t } = useTranslation("runtime");
  const id = useId();
  const [reason, setReason] = useState("");
  const { kind, title, message } = asked;
  const closed = kind === "confirm" ? false : kind === "reason" ? "" : null;
  const heading = title || (message && kind === "confirm" ? t("question") : t("message"));
  return (
    <Dialog
      open
      fullWidth
      maxWidth="xs"
      aria-labelledby={`${id}-title`}
      aria-describedby={message ? `${id}-text` : undefined}
      onClose={() => {
        onAnswer(asked, closed);
      }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onAnswer(asked, kind === "confirm" ? true : kind === "reason" ? reason : null);
        }}
      >
        <DialogTitle id={`${id}-title`} sx={{ overflowWrap: "anywhere" }}>
          {heading}
        </DialogTitle>
        <DialogContent>
          {message && (
            <Typography id={`${id}-text`} sx={{ whiteSpace: "pre-line", overflowWrap: "anywhere" }}>
              {message}
            </Typography>
          )}
          {kind === "reason" && (
            <TextField
              fullWidth
              multiline
              minRows={3}
              value={reason}
              onChange={(event) => {
                setReason(event.target.value);
              }}
              slotProps={{ htmlInput: { "aria-labelledby": `${id}-title` } }}
            />
          )}
        </DialogContent>
        <DialogActions>
          {kind === "confirm" && (
            <Button
              onClick={() => {
                onAnswer(asked, false);
              }}
            >
              {t("no")}
            </Button>
          )}
          <Button type="submit" variant="contained">
            {t(kind === "confirm" ? "yes" : "ok")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
