import Skeleton from "@mui/material/Skeleton";
import { useTranslation } from "react-i18next";

/** Keeps the place of a sheet of paper. */
export function LoadingSheet({ sized }: { sized: boolean }) {
  const { t } = useTranslation("components");
  return (
    <div role="status" aria-label={t("loading")} style={{ width: "100%", height: sized ? "100%" : undefined, aspectRatio: sized ? undefined : "210 / 297", maxHeight: "80vh" }}>
      <Skeleton variant="rectangular" width="100%" height="100%" />
    </div>
  );
}
