/** Addresses of pages: component, page and entry, so that they can be passed on. */

/** Stands for the first page where an entry follows. */
const FIRST_PAGE = "first";

interface Place {
  component: string;
  page?: string | null | undefined;
  entry?: number | undefined;
}

export function addressOf({ component, page, entry }: Place): string {
  const steps = ["/c", component];
  if (page || entry) steps.push(page || FIRST_PAGE);
  if (entry) steps.push(String(entry));
  return steps.join("/");
}

/** Whether the address is one of Workplace: others of the same host are served by other parts of the installation. */
export function isPagePath(path: string): boolean {
  const { pathname } = new URL(path, window.location.origin);
  return pathname === "/" || pathname === "/account" || pathname.startsWith("/c/");
}

export function placeOf(params: Readonly<Partial<Record<string, string>>>): Place {
  const entry = Number(params.entry);
  return {
    component: params.component ?? "",
    page: params.page === FIRST_PAGE ? undefined : params.page,
    entry: Number.isSafeInteger(entry) && entry > 0 ? entry : undefined,
  };
}
