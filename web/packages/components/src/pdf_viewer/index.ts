import { FileText } from "lucide-react";
import { lazy } from "react";

import { defineComponent } from "../define";
import { appearance, brush, identity, layout } from "../groups";

export const pdfViewerSettings = {
  ...identity,
  binding: { type: "binding", panel: "Common", title: "Binding", about: "File property holding the document." },
  file: { type: "file_ref", panel: "Common", title: "File", values: [".pdf"], about: "Static document when nothing is bound." },
  ...layout,
  ...appearance,
  ...brush,
} as const;

export const pdfViewer = defineComponent({
  kind: "pdf_viewer",
  version: 1,
  group: "basic",
  title: "PDF Viewer",
  purpose: "Shows a PDF inside the page with paging and zoom.",
  icon: FileText,
  binds: ["file"],
  settings: pdfViewerSettings,
  events: [],
  view: lazy(() => import("./view").then((module) => ({ default: module.PdfViewerView }))),
});
