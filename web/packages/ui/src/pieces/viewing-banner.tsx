import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { Eye, EyeOff } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

interface ViewingBannerProps {
  /** As whom. */
  name: string;
  /** Not any more, and nobody has said yet that they know. */
  over: boolean;
  place: "workplace" | "studio";
  stopping: boolean;
  failed: boolean;
  onStop: () => void;
  action?: ReactNode;
}

/** Says for as long as it lasts whose eyes these are. Nobody can close it but by stopping. */
export function ViewingBanner({ name, over, place, stopping, failed, onStop, action }: ViewingBannerProps) {
  const { t } = useTranslation("ui");
  const Icon = over ? EyeOff : Eye;
  return (
    <Box component="section" aria-label={t("viewing.region")} sx={{ flexShrink: 0, bgcolor: "background.paper" }}>
      <Alert
        severity="warning"
        role="status"
        icon={<Icon size={18} aria-hidden />}
        action={
          <Box sx={{ display: "flex", flexWrap: "wrap", justifyContent: "flex-end", gap: 2, "& .MuiButton-root": { whiteSpace: "nowrap" } }}>
            {action}
            <Button size="small" variant="outlined" color="inherit" loading={stopping} onClick={onStop}>
              {t(over ? "viewing.goOn" : "viewing.stop")}
            </Button>
          </Box>
        }
        sx={{ borderRadius: 0, borderInline: 0, borderBlockStart: 0, alignItems: "center", py: 0.5, overflowWrap: "anywhere", flexWrap: { xs: "wrap", sm: "nowrap" }, "& .MuiAlert-message": { flex: "1 1 200px" }, "& .MuiAlert-action": { paddingBlock: 1 } }}
      >
        {t(over ? "viewing.over" : `viewing.${place}`, { name })}
        {failed && ` ${t("viewing.failed")}`}
      </Alert>
    </Box>
  );
}
