import Button from "@mui/material/Button";
import { Notice } from "@aqtra/ui";
import { useTranslation } from "react-i18next";

/** Somebody has published; what is open keeps working until the reader refreshes. */
export function NewVersion() {
  const { t } = useTranslation("workplace");
  return (
    <Notice
      title={t("newVersionTitle")}
      action={
        <Button
          size="small"
          onClick={() => {
            window.location.reload();
          }}
        >
          {t("refresh")}
        </Button>
      }
    >
      {t("newVersionText")}
    </Notice>
  );
}
