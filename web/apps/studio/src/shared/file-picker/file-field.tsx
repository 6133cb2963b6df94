import { ActionIcon } from "@aqtra/ui";
import { Box, ButtonBase } from "@mui/material";
import { FileText, X } from "lucide-react";
import { createElement, useState } from "react";
import { useTranslation } from "react-i18next";

import { useGetLibraryFileQuery } from "../api";
import { FileDialog } from "./file-dialog";
import { contentUrl, isPicture } from "./fitting";

interface FileFieldProps {
  id: string;
  label: string;
  /** Id of a file of the library. */
  value: string | null;
  /** Extensions it may have; none: any. */
  accept: readonly string[];
  onChange: (value: string | null) => void;
}

/** A file of the library: what is chosen, a way to choose, and a way back to none. */
export function FileField({ id, label, value, accept, onChange }: FileFieldProps) {
  const { t } = useTranslation("file-picker");
  const [open, setOpen] = useState(false);
  const { currentData: file, isError, isFetching } = useGetLibraryFileQuery({ fileId: value ?? "" }, { skip: value === null });
  const name = value === null ? t("none") : isError ? t("lost") : (file?.name ?? (isFetching ? t("loading") : ""));
  return (
    <Box sx={{ display: "flex", alignItems: "center", gap: 1, minWidth: 0 }}>
      <ButtonBase
        id={id}
        aria-label={t("chosen", { label, name })}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
        sx={{ flex: "1 1 0", minWidth: 0, minHeight: 28, px: 2, py: 0.5, gap: 1.5, justifyContent: "flex-start", border: 1, borderColor: isError ? "error.main" : "divider", borderRadius: "6px", bgcolor: "background.paper", typography: "body2", color: file ? "text.primary" : "text.secondary" }}
      >
        {file && <SmallPicture id={file.id} type={file.content_type} side={20} />}
        <Box component="span" sx={{ overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" }}>
          {name}
        </Box>
      </ButtonBase>
      {value !== null && <ActionIcon icon={X} iconSize={13} name={t("clear", { label })} onClick={() => onChange(null)} sx={{ width: 22, height: 22, flex: "none" }} />}
      {open && (
        <FileDialog
          title={t("chooseFor", { label })}
          accept={accept}
          start={file?.folder ?? null}
          chosen={value}
          onClose={() => setOpen(false)}
          onChoose={(chosen) => {
            setOpen(false);
            onChange(chosen);
          }}
        />
      )}
    </Box>
  );
}

/** The picture itself, an icon for anything else; both take the same room. */
export function SmallPicture({ id, type, side }: { id: string; type: string; side: number }) {
  const [failed, setFailed] = useState(false);
  return (
    <Box aria-hidden sx={{ width: side, height: side, flex: "none", display: "grid", placeItems: "center", borderRadius: "4px", overflow: "hidden", bgcolor: "tone.sunken", color: "text.secondary" }}>
      {isPicture(type) && !failed ? (
        // A vector picture has no small copy.
        <Box component="img" src={`${contentUrl(id)}${type === "image/svg+xml" ? "" : "?thumbnail=1"}`} alt="" loading="lazy" width={side} height={side} onError={() => setFailed(true)} sx={{ objectFit: "cover", display: "block" }} />
      ) : (
        createElement(FileText, { size: Math.round(side * 0.6), strokeWidth: 1.5 })
      )}
    </Box>
  );
}
