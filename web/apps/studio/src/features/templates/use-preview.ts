import type { TemplatePages } from "@aqtra/api";
import { useEffect, useState } from "react";

import { usePreviewTemplateMutation } from "./api";
import type { Content } from "./api";

/** Nobody wants to see a page for every letter that is typed. */
const PAUSE_MS = 500;

interface Preview {
  /** The last pages that could be made; null until there are some. */
  pages: TemplatePages | null;
  /** Why the present content has no pages. */
  error: unknown;
  isLoading: boolean;
}

/** The pages of a template, made by the platform a moment after each change. */
export function usePreview(content: Content): Preview {
  const [render] = usePreviewTemplateMutation();
  const [preview, setPreview] = useState<Preview>({ pages: null, error: undefined, isLoading: true });
  useEffect(() => {
    let isCurrent = true;
    const timer = setTimeout(() => {
      setPreview((now) => ({ ...now, isLoading: true }));
      void render({ templateToShow: { content } }).then(({ data, error }) => {
        if (isCurrent) setPreview((now) => ({ pages: data ?? now.pages, error, isLoading: false }));
      });
    }, PAUSE_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [content, render]);
  return preview;
}
