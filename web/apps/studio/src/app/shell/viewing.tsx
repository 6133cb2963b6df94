import { ViewingBanner } from "@aqtra/ui";
import { Button } from "@mui/material";
import { useTranslation } from "react-i18next";

import { useGetSessionQuery, useStopViewingMutation } from "../../shared/api";

/** Studio stays one's own while Workplace is seen as somebody else; that nothing can be stored meanwhile is said here. */
export function Viewing() {
  const { t } = useTranslation("ui");
  const { data: session } = useGetSessionQuery(undefined);
  const [stop, { isLoading, isError }] = useStopViewingMutation();
  const viewed = session?.viewing;
  if (!viewed) return null;
  const open = !viewed.over && (
    <Button size="small" color="inherit" component="a" href="/" target="_blank" rel="noopener">
      {t("viewing.open")}
    </Button>
  );
  return (
    <ViewingBanner place="studio" name={viewed.display_name} over={viewed.over} stopping={isLoading} failed={isError} onStop={() => void stop(undefined)} action={open} />
  );
}
