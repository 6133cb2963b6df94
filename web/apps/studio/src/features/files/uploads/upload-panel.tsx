import { ActionIcon, useBottomInset, VisuallyHidden } from "@aqtra/ui";
import { Box, Button, Paper, Typography } from "@mui/material";
import { ChevronDown, ChevronUp, X } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useDispatch, useSelector } from "react-redux";
import type { ThunkDispatch, UnknownAction } from "@reduxjs/toolkit";

import { useConfirm } from "../../../shared/confirm";
import { cancelUploads, resumeInterrupted } from "./queue";
import { isUnfinished, selectUploads } from "./slice";
import type { Upload, WithUploads } from "./slice";
import { UploadRow } from "./upload-row";

export type UploadDispatch = ThunkDispatch<WithUploads, unknown, UnknownAction>;

/** How often an interrupted upload is tried again, should the browser not notice that the line is back. */
const RETRY_MS = 15_000;

/** What is being uploaded, in the corner of every screen: uploads go on while the builder works elsewhere. */
export function UploadPanel() {
  const uploads = useSelector(selectUploads);
  const unfinished = uploads.filter(isUnfinished).length;
  useRetry(uploads.some(({ state }) => state === "interrupted"));
  useEffect(() => {
    if (unfinished === 0) return undefined;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [unfinished]);
  return uploads.length === 0 ? null : <Panel uploads={uploads} unfinished={unfinished} />;
}

function useRetry(interrupted: boolean): void {
  const dispatch = useDispatch<UploadDispatch>();
  useEffect(() => {
    if (!interrupted) return undefined;
    const retry = (): void => {
      dispatch(resumeInterrupted());
    };
    const timer = setInterval(retry, RETRY_MS);
    window.addEventListener("online", retry);
    return () => {
      clearInterval(timer);
      window.removeEventListener("online", retry);
    };
  }, [dispatch, interrupted]);
}

function Panel({ uploads, unfinished }: { uploads: readonly Upload[]; unfinished: number }) {
  const { t } = useTranslation("files");
  const dispatch = useDispatch<UploadDispatch>();
  const confirm = useConfirm();
  const heading = useId();
  const panel = useRef<HTMLElement>(null);
  useBottomInset(panel);
  const [open, setOpen] = useState(true);
  const refused = uploads.filter(({ state }) => state === "refused").length;
  const done = uploads.filter(({ state }) => state === "done").length;
  const title = unfinished > 0 ? t("upload.running", { count: unfinished }) : refused > 0 ? t("upload.endedRefused", { done, refused }) : t("upload.ended", { count: done });

  const close = async (): Promise<void> => {
    const sure =
      unfinished === 0 ||
      (await confirm({ title: t("upload.cancelTitle"), text: t("upload.cancelText", { count: unfinished }), action: t("upload.cancelAll"), destructive: true }));
    if (sure) dispatch(cancelUploads(uploads.map(({ id }) => id)));
  };
  return (
    <Paper
      ref={panel}
      component="section"
      aria-labelledby={heading}
      variant="outlined"
      sx={(theme) => ({
        position: "fixed",
        zIndex: theme.zIndex.drawer - 1,
        insetBlockEnd: { xs: 0, sm: 16 },
        insetInlineEnd: { xs: 0, sm: 16 },
        width: { xs: "100%", sm: 376 },
        bgcolor: "tone.raised",
        boxShadow: "0 8px 24px rgb(0 0 0 / 0.12)",
        overflow: "hidden",
      })}
    >
      <Box sx={{ display: "flex", alignItems: "center", gap: 1, minHeight: 44, paddingInlineStart: 4, paddingInlineEnd: 2 }}>
        <Typography id={heading} variant="h4" component="h2" noWrap sx={{ flexGrow: 1 }}>
          {title}
        </Typography>
        <ActionIcon
          size="small"
          icon={open ? ChevronDown : ChevronUp}
          name={t(open ? "upload.collapse" : "upload.expand")}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        />
        <ActionIcon size="small" icon={X} name={t(unfinished > 0 ? "upload.cancelAll" : "upload.close")} onClick={() => void close()} />
      </Box>
      <VisuallyHidden>
        <span role="status">{title}</span>
      </VisuallyHidden>
      {open && (
        <Box component="ul" sx={{ m: 0, p: 0, listStyle: "none", maxHeight: { xs: "40vh", sm: 320 }, overflowY: "auto", borderTop: 1, borderColor: "divider" }}>
          {uploads.map((upload) => (
            <UploadRow key={upload.id} upload={upload} />
          ))}
        </Box>
      )}
      {open && done > 0 && unfinished > 0 && (
        <Box sx={{ borderTop: 1, borderColor: "divider", p: 2, textAlign: "end" }}>
          <Button size="small" variant="text" onClick={() => dispatch(cancelUploads(uploads.filter(({ state }) => state === "done").map(({ id }) => id)))}>
            {t("upload.clearDone")}
          </Button>
        </Box>
      )}
    </Paper>
  );
}
