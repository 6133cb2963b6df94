import Box from "@mui/material/Box";
import Link from "@mui/material/Link";
import Skeleton from "@mui/material/Skeleton";
import Typography from "@mui/material/Typography";
import { ActionIcon } from "@aqtra/ui";
import { FileText, RefreshCw, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { FileSource, RuntimeApi, ShownFile } from "../runtime-api";
import { fileSize } from "../shared/file-size";

interface StoredRowProps {
  source: FileSource;
  label: string;
  runtime: RuntimeApi;
  onReplace: (() => void) | undefined;
  onClear: (() => void) | undefined;
}

/** A stored file: its name downloads it. */
export function StoredRow({ source, label, runtime, onReplace, onClear }: StoredRowProps) {
  const { t } = useTranslation("components");
  const shown = runtime.useFile(source, true);
  const { info, status, failure } = shown;
  const details = info && [fileSize(info.size, runtime.locale), kindOf(info.name)].filter(Boolean).join(" · ");
  return (
    <Box sx={{ display: "flex", alignItems: "center", gap: 3, px: 3, py: 2, minWidth: 0 }}>
      <Preview key={shown.thumbnail} shown={shown} />
      <Box sx={{ flex: 1, minWidth: 0 }}>
        {status === "loading" ? <Skeleton variant="text" width="60%" aria-label={t("loading")} /> : <Name shown={shown} />}
        <Typography variant="caption" color={failure ? "error" : "textSecondary"} sx={{ display: "block", overflowWrap: "anywhere", minHeight: 18 }}>
          {failure?.message ?? details}
        </Typography>
      </Box>
      {onReplace && <ActionIcon size="small" icon={RefreshCw} iconSize={15} name={t("fileReplace", { label })} onClick={onReplace} />}
      {onClear && <ActionIcon size="small" icon={X} iconSize={16} name={label ? t("clearNamed", { label }) : t("clear")} onClick={onClear} />}
    </Box>
  );
}

function Name({ shown: { info, url, failure } }: { shown: ShownFile }) {
  const { t } = useTranslation("components");
  const name = info?.name ?? t("fileUnnamed");
  return url && !failure ? (
    <Link href={url} download={name} variant="body2" noWrap title={name} sx={{ display: "block" }}>
      {name}
    </Link>
  ) : (
    <Typography variant="body2" noWrap title={name}>
      {name}
    </Typography>
  );
}

/** A small picture where there is one. */
function Preview({ shown: { info, thumbnail } }: { shown: ShownFile }) {
  const [broken, setBroken] = useState(false);
  const isPicture = info?.content_type.startsWith("image/") === true && thumbnail !== undefined && !broken;
  return (
    <Box sx={{ display: "grid", placeItems: "center", width: 40, height: 40, borderRadius: 1, overflow: "hidden", bgcolor: "tone.hover", color: "text.secondary", flex: "none" }}>
      {isPicture ? (
        <img
          src={thumbnail}
          alt=""
          loading="lazy"
          onError={() => {
            setBroken(true);
          }}
          style={{ width: "100%", height: "100%", objectFit: "cover" }}
        />
      ) : (
        <FileText size={18} aria-hidden />
      )}
    </Box>
  );
}

/** `report.PDF` → `PDF`. */
function kindOf(name: string): string {
  const extension = /\.([a-z0-9]{1,8})$/i.exec(name)?.[1];
  return extension?.toUpperCase() ?? "";
}
