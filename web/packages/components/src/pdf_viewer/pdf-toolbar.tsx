import Box from "@mui/material/Box";
import OutlinedInput from "@mui/material/OutlinedInput";
import Typography from "@mui/material/Typography";
import { ActionIcon } from "@aqtra/ui";
import { ChevronLeft, ChevronRight, Download, ZoomIn, ZoomOut } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { closer } from "./zooms";

interface PdfToolbarProps {
  page: number;
  pages: number;
  zoom: number;
  atLeast: boolean;
  atMost: boolean;
  locale: string;
  url: string;
  name: string;
  onTurn: (page: number) => void;
  onZoom: (zoom: number) => void;
}

export function PdfToolbar({ page, pages, zoom, atLeast, atMost, locale, url, name, onTurn, onZoom }: PdfToolbarProps) {
  const { t } = useTranslation("components");
  const percent = new Intl.NumberFormat(locale, { style: "percent" }).format(zoom);
  return (
    <Box role="toolbar" aria-label={t("pdfTools")} sx={{ display: "flex", flexWrap: "wrap", alignItems: "center", gap: 1, px: 2, py: 1, borderBottom: 1, borderColor: "divider", bgcolor: "background.paper" }}>
      <ActionIcon size="small" icon={ChevronLeft} name={t("pdfPrevious")} disabled={page <= 1} onClick={() => onTurn(page - 1)} />
      <PageNumber key={page} page={page} pages={pages} onTurn={onTurn} />
      <ActionIcon size="small" icon={ChevronRight} name={t("pdfNext")} disabled={page >= pages} onClick={() => onTurn(page + 1)} />
      <Box sx={{ flex: 1 }} />
      <ActionIcon size="small" icon={ZoomOut} name={t("pdfZoomOut")} disabled={atLeast} onClick={() => onZoom(closer(zoom, -1))} />
      <Typography variant="body2" role="status" sx={{ minWidth: 44, textAlign: "center", fontVariantNumeric: "tabular-nums" }}>
        {percent}
      </Typography>
      <ActionIcon size="small" icon={ZoomIn} name={t("pdfZoomIn")} disabled={atMost} onClick={() => onZoom(closer(zoom, 1))} />
      <ActionIcon size="small" icon={Download} name={t("fileDownload", { name })} {...{ component: "a", href: url, download: name }} />
    </Box>
  );
}

/** Typed and confirmed by Enter or by leaving; what is no page of the document changes nothing. */
function PageNumber({ page, pages, onTurn }: Pick<PdfToolbarProps, "page" | "pages" | "onTurn">) {
  const { t } = useTranslation("components");
  const [text, setText] = useState(String(page));
  const confirm = () => {
    const wanted = Number(text);
    if (Number.isInteger(wanted) && wanted >= 1 && wanted <= pages && wanted !== page) onTurn(wanted);
    else setText(String(page));
  };
  return (
    <Box sx={{ display: "flex", alignItems: "center", gap: 1.5 }}>
      <OutlinedInput
        size="small"
        value={text}
        disabled={pages === 0}
        inputProps={{ "aria-label": t("pdfPageNumber"), inputMode: "numeric", style: { width: 32, textAlign: "center", padding: "4px 0" } }}
        onChange={(event) => setText(event.target.value.replace(/\D/g, "").slice(0, 6))}
        onBlur={confirm}
        onKeyDown={(event) => {
          if (event.key === "Enter") {
            event.preventDefault();
            confirm();
          }
        }}
      />
      <Typography variant="body2" color="textSecondary" sx={{ fontVariantNumeric: "tabular-nums" }}>
        / {pages === 0 ? "–" : pages}
      </Typography>
    </Box>
  );
}
