import Link from "@mui/material/Link";
import { useTranslation } from "react-i18next";

/** The document itself, for whoever cannot or need not read it here. */
export function DownloadLink({ url, name }: { url: string; name: string }) {
  const { t } = useTranslation("components");
  return (
    <Link href={url} download={name} variant="body2">
      {t("fileDownload", { name })}
    </Link>
  );
}
