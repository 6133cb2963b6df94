import { skipToken } from "@reduxjs/toolkit/query";

import { api } from "../../shared/api";
import type { PublicationPreview } from "../../shared/api";
import { isRefused } from "./refused";

/** What publishing a selection would change, and whether something stands against it. */
export function usePreview(components: string[]) {
  const result = api.usePreviewPublicationQuery(components.length > 0 ? { toPreview: { components } } : skipToken, { refetchOnMountOrArgChange: true });
  const preview = result.currentData as PublicationPreview | undefined;
  return { preview, refused: preview !== undefined && isRefused(preview.refusals), checking: result.isFetching, error: result.error, refetch: result.refetch };
}
