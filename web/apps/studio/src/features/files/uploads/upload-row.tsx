import { ActionIcon } from "@aqtra/ui";
import { Box, LinearProgress, Typography } from "@mui/material";
import { CircleAlert, CircleCheck, CirclePause, Pause, Play, WifiOff, X } from "lucide-react";
import type { LucideIcon } from "lucide-react";
import { createElement } from "react";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { useDispatch } from "react-redux";

import { bytes } from "../../../shared/bytes";
import { problemText } from "../../../shared/problems";
import { kindIcon } from "../list/type-name";
import { cancelUploads, pauseUpload, resumeUpload } from "./queue";
import type { Upload, UploadState } from "./slice";
import type { UploadDispatch } from "./upload-panel";

const STATE_ICONS: Partial<Record<UploadState, { icon: LucideIcon; colour: string }>> = {
  done: { icon: CircleCheck, colour: "success.main" },
  refused: { icon: CircleAlert, colour: "error.main" },
  interrupted: { icon: WifiOff, colour: "warning.main" },
  paused: { icon: CirclePause, colour: "text.secondary" },
};

/** What there is to say about an upload besides its name. */
function words(upload: Upload, t: TFunction<"files">): string {
  const sizes = { sent: bytes(upload.sent), size: bytes(upload.size) };
  switch (upload.state) {
    case "done":
      return t("upload.done", { size: sizes.size, folder: upload.folderName });
    case "refused":
      return problemText(upload.problem, t);
    default:
      return t(`upload.${upload.state}`, sizes);
  }
}

export function UploadRow({ upload }: { upload: Upload }) {
  const { t } = useTranslation("files");
  const dispatch = useDispatch<UploadDispatch>();
  const { id, name, state } = upload;
  const look = STATE_ICONS[state] ?? { icon: kindIcon(upload.type), colour: "text.secondary" };
  const percent = upload.size === 0 ? 100 : Math.min(100, Math.round((100 * upload.sent) / upload.size));
  const moving = state === "sending" || state === "waiting";
  return (
    <Box component="li" sx={{ display: "grid", gridTemplateColumns: "20px minmax(0, 1fr) auto", columnGap: 3, alignItems: "center", px: 4, py: 2, "& + &": { borderTop: 1, borderColor: "divider" } }}>
      <Box aria-hidden sx={{ display: "flex", color: look.colour }}>
        {createElement(look.icon, { size: 18, strokeWidth: 1.75 })}
      </Box>
      <Box sx={{ minWidth: 0 }}>
        <Typography variant="body2" noWrap title={name}>
          <bdi>{name}</bdi>
        </Typography>
        <Typography variant="caption" component="p" color={state === "refused" ? "error" : "textSecondary"} role={state === "refused" ? "alert" : undefined} sx={{ overflowWrap: "anywhere" }}>
          {words(upload, t)}
        </Typography>
      </Box>
      <Box sx={{ display: "flex" }}>
        {moving && <ActionIcon size="small" icon={Pause} name={t("upload.pause", { name })} onClick={() => dispatch(pauseUpload(id))} />}
        {(state === "paused" || state === "interrupted") && (
          <ActionIcon size="small" icon={Play} name={t("upload.resume", { name })} onClick={() => dispatch(resumeUpload(id))} />
        )}
        <ActionIcon
          size="small"
          icon={X}
          name={t(state === "done" || state === "refused" ? "upload.forget" : "upload.cancel", { name })}
          onClick={() => dispatch(cancelUploads([id]))}
        />
      </Box>
      {/* The bar keeps its room when it is gone: nothing jumps. */}
      <Box sx={{ gridColumn: "2 / -1", height: 4, mt: 1 }}>
        {state !== "done" && state !== "refused" && (
          <LinearProgress
            variant="determinate"
            value={percent}
            color={state === "interrupted" ? "warning" : "primary"}
            aria-label={t("upload.progress", { name })}
            aria-valuetext={`${percent} %`}
            sx={{ height: 4, borderRadius: 2, opacity: state === "paused" ? 0.5 : 1 }}
          />
        )}
      </Box>
    </Box>
  );
}
