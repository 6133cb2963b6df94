import Typography from "@mui/material/Typography";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { cssSize } from "../box";
import type { ViewProps } from "../define";
import { sanitizeRichText } from "../shared/rich-text";
import { SandboxFrame } from "../shared/sandbox-frame";
import type { htmlSettings } from "./index";

/** Static markup is its builder's, and shown as written; what is bound comes from anybody and is sanitized. Both stay in a frame. */
export function HtmlView({ settings, field, runtime, design }: ViewProps<typeof htmlSettings>) {
  const { t } = useTranslation("components");
  const bound = settings.binding ? field?.value : undefined;
  const markup = useMemo(
    () => (settings.binding ? sanitizeRichText(typeof bound === "string" ? bound : "") : (settings.html ?? "")),
    [settings.binding, settings.html, bound],
  );
  const title = useMemo(() => headingOf(markup) || t("htmlTitle"), [markup, t]);
  if (markup.trim() === "") {
    if (!design) return null;
    return (
      <Typography variant="body2" color="textSecondary" sx={{ p: 3 }}>
        {settings.binding || t("htmlEmpty")}
      </Typography>
    );
  }
  return <SandboxFrame html={markup} title={title} language={runtime.locale} height={cssSize(settings.height)} />;
}

/** What the content calls itself. Parsed apart: nothing in it loads or runs. */
function headingOf(markup: string): string {
  const heading = new DOMParser().parseFromString(markup, "text/html").querySelector("h1, h2, h3, h4, h5, h6, caption");
  return heading?.textContent?.trim().slice(0, 100) ?? "";
}
