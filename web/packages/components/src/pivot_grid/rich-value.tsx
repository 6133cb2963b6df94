import { useMemo } from "react";

import { sanitizeRichText } from "../shared/rich-text";

/** A value as text or, where the builder wants it, as the harmless part of its markup. */
export function RichValue({ text, encode }: { text: string; encode: boolean }) {
  const html = useMemo(() => (encode ? undefined : sanitizeRichText(text)), [text, encode]);
  return html === undefined ? <>{text}</> : <span dangerouslySetInnerHTML={{ __html: html }} />;
}
