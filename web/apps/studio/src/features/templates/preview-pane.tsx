import { ActionIcon, ActionMenu, Notice, useToast } from "@aqtra/ui";
import { Box, Button, LinearProgress, Skeleton, Typography } from "@mui/material";
import { Download, ZoomIn, ZoomOut } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { problemText } from "../../shared/problems";
import { toProblem } from "../../shared/to-problem";
import { FORMATS, useRenderTemplateSampleMutation } from "./api";
import type { Content, DocumentFormat } from "./api";
import type { Selection } from "./selection";
import { findElement } from "./tree";
import { usePreview } from "./use-preview";

const ZOOMS = [0.5, 0.65, 0.8, 1, 1.25, 1.5];
/** Pixels of a page of A4 at 100 %. */
const PIXELS_PER_MM = 96 / 25.4;
const WIDTHS: Record<Content["page"]["size"], [number, number]> = { a3: [297, 420], a4: [210, 297], a5: [148, 210], letter: [216, 279], legal: [216, 356] };

interface PreviewProps {
  content: Content;
  onSelect: (selection: Selection) => void;
}

/** The pages as they will be printed. */
export function PreviewPane({ content, onSelect }: PreviewProps) {
  const { t } = useTranslation("templates");
  const preview = usePreview(content);
  const [zoom, setZoom] = useState(3);
  const sides = WIDTHS[content.page.size];
  const width = (content.page.orientation === "landscape" ? sides[1] : sides[0]) * PIXELS_PER_MM * (ZOOMS[zoom] ?? 1);
  return (
    <Box component="section" aria-label={t("preview.title")} sx={{ flex: "1 1 0", minWidth: 0, minHeight: { xs: 480, md: 0 }, display: "flex", flexDirection: "column", bgcolor: "tone.sunken" }}>
      <Box sx={{ flex: "none", display: "flex", alignItems: "center", gap: 1, px: 3, minHeight: 48, borderBottom: 1, borderColor: "divider", bgcolor: "background.paper" }}>
        <Typography variant="body2" color="textSecondary" role="status" noWrap sx={{ flexGrow: 1 }}>
          {preview.pages ? t("preview.pages", { count: preview.pages.count }) : t("preview.making")}
        </Typography>
        <ActionIcon icon={ZoomOut} size="small" name={t("preview.smaller")} disabled={zoom === 0} onClick={() => setZoom(zoom - 1)} />
        <Typography variant="caption" color="textSecondary" sx={{ minWidth: 40, textAlign: "center" }}>
          {Math.round((ZOOMS[zoom] ?? 1) * 100)} %
        </Typography>
        <ActionIcon icon={ZoomIn} size="small" name={t("preview.larger")} disabled={zoom === ZOOMS.length - 1} onClick={() => setZoom(zoom + 1)} />
        <DownloadButton content={content} />
      </Box>
      <Box sx={{ height: 3, flex: "none" }}>{preview.isLoading && <LinearProgress sx={{ height: 3 }} aria-label={t("preview.making")} />}</Box>
      <Remarks content={content} error={preview.error} problems={preview.pages?.problems ?? []} onSelect={onSelect} />
      {/* A list of pictures that scrolls: the keyboard has to reach it. */}
      <Box tabIndex={0} role="group" aria-label={t("preview.sheets")} sx={{ flex: "1 1 0", minHeight: 0, overflow: "auto", p: { xs: 3, md: 6 }, display: "flex", flexDirection: "column", gap: 5 }}>
        {preview.pages?.pages.map((page, index) => (
          <Box
            key={index}
            component="img"
            src={`data:image/png;base64,${page}`}
            alt={t("preview.page", { number: index + 1 })}
            sx={{ width, maxWidth: zoom <= 3 ? "100%" : "none", height: "auto", mx: "auto", display: "block", bgcolor: "common.white", boxShadow: 3, flex: "none", opacity: preview.error ? 0.45 : 1 }}
          />
        ))}
        {!preview.pages && !preview.error && <Skeleton variant="rectangular" sx={{ width, maxWidth: "100%", aspectRatio: "210 / 297", height: "auto", mx: "auto", flex: "none" }} />}
        {preview.pages && preview.pages.count > preview.pages.pages.length && (
          <Typography variant="body2" color="textSecondary" align="center">
            {t("preview.more", { count: preview.pages.count - preview.pages.pages.length })}
          </Typography>
        )}
      </Box>
    </Box>
  );
}

interface RemarksProps extends PreviewProps {
  error: unknown;
  problems: readonly { field: string; message: string }[];
}

/** What keeps the template from its pages, or from being published, with a way to the element. */
function Remarks({ content, error, problems, onSelect }: RemarksProps) {
  const { t } = useTranslation("templates");
  if (error === undefined && problems.length === 0) return null;
  const fields = error === undefined ? problems : toProblem(error).fields;
  const places = [...new Set(fields.map(({ field }) => placeOf(content, field)).filter((id) => id !== null))];
  return (
    <Box sx={{ flex: "none", p: 3, maxHeight: "40%", overflow: "auto" }}>
      <Notice tone={error === undefined ? "warning" : "error"} title={t(error === undefined ? "preview.problems" : "preview.failed")}>
        {error === undefined ? [...new Set(problems.map(({ message }) => message))].map((message) => <div key={message}>{message}</div>) : <ErrorWords error={error} />}
        {places.slice(0, 3).map((id) => (
          <Button key={id} size="small" variant="text" onClick={() => onSelect({ kind: "element", id })}>
            {t("preview.show", { name: findElement(content, id)?.element.name })}
          </Button>
        ))}
      </Notice>
    </Box>
  );
}

function ErrorWords({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const { fields } = toProblem(error);
  if (fields.length === 0) return <>{problemText(error, t)}</>;
  return (
    <>
      {fields.slice(0, 5).map(({ field, message }) => (
        <div key={`${field}:${message}`}>{message}</div>
      ))}
    </>
  );
}

/** The element that a field of a problem is about: by its id, or by its place in the request. */
function placeOf(content: Content, field: string): string | null {
  const id = field.split(".")[0] ?? "";
  if (findElement(content, id)) return id;
  const [, band, element] = /bands[.[](\d+)\]?\.elements[.[](\d+)/.exec(field) ?? [];
  return band === undefined || element === undefined ? null : (content.bands[Number(band)]?.elements[Number(element)]?.id ?? null);
}

function DownloadButton({ content }: { content: Content }) {
  const { t } = useTranslation("templates");
  const { t: shared } = useTranslation();
  const toast = useToast();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [render, { isLoading }] = useRenderTemplateSampleMutation();
  const download = async (format: DocumentFormat): Promise<void> => {
    setAnchor(null);
    const { data, error } = await render({ templateToRender: { content, format } });
    if (data) keep(data);
    else toast.show(problemText(error, shared));
  };
  return (
    <>
      <Button size="small" variant="outlined" startIcon={<Download size={16} aria-hidden />} loading={isLoading} aria-haspopup="menu" onClick={(event) => setAnchor(event.currentTarget)}>
        {t("preview.download")}
      </Button>
      <ActionMenu anchor={anchor} onClose={() => setAnchor(null)} items={FORMATS.map((format) => ({ id: format, label: t(`formats.${format}`), onClick: () => void download(format) }))} />
    </>
  );
}

function keep({ name, content_type: type, content }: { name: string; content_type: string; content: string }): void {
  const bytes = Uint8Array.from(atob(content), (character) => character.charCodeAt(0));
  const address = URL.createObjectURL(new Blob([bytes], { type }));
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  link.click();
  URL.revokeObjectURL(address);
}
