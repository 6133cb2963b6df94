import { Notice } from "@aqtra/ui";
import { useTranslation } from "react-i18next";

/** Stands where an element of a newer version would be; its settings are kept. */
export function UnknownKind({ kind }: { kind: string }) {
  const { t } = useTranslation("components");
  return <Notice tone="warning">{t("unknownKind", { kind })}</Notice>;
}
