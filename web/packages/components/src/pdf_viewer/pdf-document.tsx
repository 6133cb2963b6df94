import Box from "@mui/material/Box";
import { FileText, Lock } from "lucide-react";
import { type KeyboardEvent, useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Document, Page, pdfjs } from "react-pdf";
import workerAddress from "pdfjs-dist/build/pdf.worker.min.mjs?url";
import "react-pdf/dist/Page/AnnotationLayer.css";
import "react-pdf/dist/Page/TextLayer.css";

import { PictureRoom } from "../shared/picture";
import { DownloadLink } from "./download-link";
import { LoadingSheet } from "./loading-sheet";
import { closer, ZOOMS } from "./zooms";
import { PdfToolbar } from "./pdf-toolbar";

// Our own copy: nothing is fetched from elsewhere, and the policy of the page stays as it is.
pdfjs.GlobalWorkerOptions.workerSrc = workerAddress;

interface PdfDocumentProps {
  source: string | Blob;
  url: string;
  name: string;
  sized: boolean;
  locale: string;
}

export function PdfDocument({ source, url, name, sized, locale }: PdfDocumentProps) {
  const { t } = useTranslation("components");
  const [pages, setPages] = useState(0);
  const [page, setPage] = useState(1);
  const [zoom, setZoom] = useState(1);
  const [refused, setRefused] = useState<"locked" | "unreadable">();
  const [frame, setFrame] = useState<HTMLElement | null>(null);
  const width = useWidth(frame);

  const turn = useCallback(
    (wanted: number) => {
      setPage(Math.max(1, Math.min(wanted, pages)));
      frame?.scrollTo?.({ top: 0 });
    },
    [pages, frame],
  );
  const pressed = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLInputElement) return;
    const act = {
      PageDown: () => turn(page + 1),
      PageUp: () => turn(page - 1),
      Home: () => turn(1),
      End: () => turn(pages),
      "+": () => setZoom(closer(zoom, 1)),
      "=": () => setZoom(closer(zoom, 1)),
      "-": () => setZoom(closer(zoom, -1)),
      "0": () => setZoom(1),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };

  if (refused) {
    const isLocked = refused === "locked";
    return <PictureRoom icon={isLocked ? Lock : FileText} text={t(isLocked ? "pdfLocked" : "pdfUnreadable")} sized={sized} action={<DownloadLink url={url} name={name} />} />;
  }
  return (
     
    <Box
      role="group"
      aria-label={name}
      onKeyDown={pressed}
      sx={{ display: "flex", flexDirection: "column", height: sized ? "100%" : undefined, minWidth: 0, border: 1, borderColor: "divider", borderRadius: 1, overflow: "hidden" }}
    >
      <PdfToolbar page={page} pages={pages} zoom={zoom} locale={locale} url={url} name={name} onTurn={turn} onZoom={setZoom} atLeast={zoom === ZOOMS[0]} atMost={zoom === ZOOMS.at(-1)} />
      <Box
        ref={setFrame}
         
        tabIndex={0}
        role="document"
        aria-label={t("pdfPage", { number: page, count: pages })}
        sx={{
          flex: 1,
          overflow: "auto",
          bgcolor: "tone.sunken",
          maxHeight: sized ? undefined : "80vh",
          "&:focus-visible": { outline: "2px solid", outlineColor: "primary.main", outlineOffset: -2 },
          "& .react-pdf__Page": { mx: "auto", width: "fit-content" },
        }}
      >
        <Document
          file={source}
          loading={<LoadingSheet sized={sized} />}
          error={null}
          onLoadSuccess={({ numPages }) => setPages(numPages)}
          onLoadError={() => setRefused("unreadable")}
          onSourceError={() => setRefused("unreadable")}
          onPassword={() => setRefused("locked")}
        >
          {width > 0 && <Page pageNumber={page} width={width * zoom} loading={<LoadingSheet sized={sized} />} onLoadError={() => setRefused("unreadable")} />}
        </Document>
      </Box>
    </Box>
  );
}

/** On a wide screen a page as wide as the frame could not be read at a glance. */
const WIDEST = 900;

/** Inner width of the frame: at 100 % a page fills it. */
function useWidth(frame: HTMLElement | null): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (!frame) return undefined;
    const watched = new ResizeObserver(() => setWidth(Math.min(frame.clientWidth, WIDEST)));
    watched.observe(frame);
    return () => watched.disconnect();
  }, [frame]);
  return width;
}
