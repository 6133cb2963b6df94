import { DatabaseZap } from "lucide-react";
import { useTranslation } from "react-i18next";

import { useRebuildCacheMutation } from "../api";
import { MaintenanceCard } from "./maintenance-card";

/** Makes every process read published definitions anew. */
export function CacheCard() {
  const { t } = useTranslation("maintenance");
  const [rebuild] = useRebuildCacheMutation();
  return (
    <MaintenanceCard
      name="cache"
      icon={DatabaseZap}
      run={async () => {
        const { error } = await rebuild(undefined);
        return error ? { error } : { result: t("system.cache.result") };
      }}
    />
  );
}
