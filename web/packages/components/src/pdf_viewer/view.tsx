import { FileText } from "lucide-react";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";

import { cssSize } from "../box";
import type { ViewProps } from "../define";
import { PictureRoom } from "../shared/picture";
import { shownSource } from "../shared/shown-source";
import type { pdfViewerSettings } from "./index";
import { DownloadLink } from "./download-link";
import { LoadingSheet } from "./loading-sheet";

/** The library is fetched when there is a document to show. */
const PdfDocument = lazy(() => import("./pdf-document").then((module) => ({ default: module.PdfDocument })));

export function PdfViewerView({ settings, field, runtime, design }: ViewProps<typeof pdfViewerSettings>) {
  const { t } = useTranslation("components");
  const shown = runtime.useFile(shownSource(settings, field), true);
  const sized = cssSize(settings.height) !== undefined;
  const title = field?.property?.title || field?.property?.name;
  const name = shown.info?.name ?? title ?? t("pdfDocument");
  if (design) return <PictureRoom icon={FileText} text={title ?? t("emptyPdf")} sized={sized} />;
  if (shown.failure) return <PictureRoom icon={FileText} text={shown.failure.message} sized={sized} />;
  if (!shown.url) return <PictureRoom icon={FileText} text={t("pdfNone")} sized={sized} />;
  if (shown.info && shown.info.content_type !== "application/pdf") {
    return <PictureRoom icon={FileText} text={t("pdfUnreadable")} sized={sized} action={<DownloadLink url={shown.url} name={name} />} />;
  }
  return (
    <Suspense fallback={<LoadingSheet sized={sized} />}>
      <PdfDocument key={shown.url} source={shown.blob ?? shown.url} url={shown.url} name={name} sized={sized} locale={runtime.locale} />
    </Suspense>
  );
}
