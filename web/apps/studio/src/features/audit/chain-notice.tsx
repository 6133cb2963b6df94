import { Notice } from "@aqtra/ui";
import { Link, Skeleton } from "@mui/material";
import { useTranslation } from "react-i18next";

import { dateTime } from "../../shared/format";
import { ProblemNotice } from "../../shared/problems";
import { useGetAuditChainQuery } from "./api";

const SHOWN = 5;
const HELP = "/help/runbooks/audit/";

/** Whether anybody changed the trail, as far as a quick look tells. */
export function ChainNotice() {
  const { t } = useTranslation("audit");
  const { data, error } = useGetAuditChainQuery(undefined, { refetchOnMountOrArgChange: true });
  if (error && !data) return <ProblemNotice error={error} />;
  if (!data) return <Skeleton variant="rounded" height={64} />;
  const exported = data.checkpoint_at === null ? t("chain.noCheckpoint") : t("chain.checkpoint", { at: dateTime(data.checkpoint_at), position: data.checkpoint_position });
  if (data.findings.length === 0) {
    return (
      <Notice tone="success" title={t("chain.whole", { count: data.checked })}>
        {t("chain.state", { position: data.position, waiting: data.waiting })} {exported}
      </Notice>
    );
  }
  return (
    <Notice tone="error" title={t("chain.damaged", { count: data.findings.length })}>
      {data.findings.slice(0, SHOWN).map(({ damage, position }) => (
        <div key={`${position}:${damage}`}>{t(`chain.damages.${damage}`, { position })}</div>
      ))}
      <Link href={HELP} target="_blank" rel="noopener">
        {t("chain.help")}
      </Link>
    </Notice>
  );
}
