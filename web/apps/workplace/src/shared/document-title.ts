import { useEffect } from "react";

/** Title of the browser tab: the page first, a dot while something is unsaved. */
export function useDocumentTitle(page: string | undefined, brand: string, dirty: boolean): void {
  useEffect(() => {
    document.title = `${dirty ? "• " : ""}${page && page !== brand ? `${page} · ${brand}` : brand}`;
  }, [page, brand, dirty]);
}
