import { SkeletonRows } from "@aqtra/ui";
import { Box, Button, Chip, Paper, Typography } from "@mui/material";
import { History } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { api } from "../../shared/api";
import type { PlatformVersion } from "../../shared/api";
import { dateTime } from "../../shared/format";
import { ProblemState } from "../../shared/problems";
import { GoBackDialog } from "./go-back-dialog";

const SHOWN = 5;

/** Versions that were live, newest first; each can be made live again as long as its data are there. */
export function Versions({ busy }: { busy: boolean }) {
  const { t } = useTranslation("publication");
  const { data, error, refetch } = api.useListVersionsQuery({});
  const versions = data?.versions;
  const [all, setAll] = useState(false);
  const [chosen, setChosen] = useState<number | null>(null);
  if (error && !versions) return <ProblemState error={error} onRetry={() => void refetch()} compact />;
  // Before the first publication there is nothing to go back to; the card above says so.
  if (versions?.length === 0) return null;
  const shown = all ? versions : versions?.slice(0, SHOWN);
  return (
    <Paper variant="outlined" component="section" aria-labelledby="versions-heading">
      <Typography id="versions-heading" variant="h4" component="h2" sx={{ px: 5, pt: 4, pb: 2 }}>
        {t("versions.title")}
      </Typography>
      {!shown ? (
        <Box sx={{ px: 5, pb: 4 }}>
          <SkeletonRows />
        </Box>
      ) : (
        <Box component="ul" sx={{ m: 0, p: 0, listStyle: "none" }}>
          {shown.map((version) => (
            <VersionRow key={version.version} version={version} busy={busy} onBack={() => setChosen(version.version)} />
          ))}
        </Box>
      )}
      {versions && versions.length > SHOWN && (
        <Box sx={{ px: 4, py: 2, borderTop: 1, borderColor: "divider" }}>
          <Button size="small" variant="text" onClick={() => setAll(!all)} aria-expanded={all}>
            {t(all ? "versions.fewer" : "versions.all", { count: versions.length })}
          </Button>
        </Box>
      )}
      {chosen !== null && <GoBackDialog version={chosen} onClose={() => setChosen(null)} />}
    </Paper>
  );
}

interface VersionRowProps {
  version: PlatformVersion;
  busy: boolean;
  onBack: () => void;
}

function VersionRow({ version, busy, onBack }: VersionRowProps) {
  const { t } = useTranslation("publication");
  const titles = version.components.map((found) => (found.withdrawn ? t("versions.without", { title: found.title }) : found.title)).join(", ");
  const note = version.returns_to === null ? "" : ` · ${t("versions.returns", { version: version.returns_to })}`;
  return (
    <Box component="li" sx={{ px: 5, py: 2, display: "flex", alignItems: "center", gap: 3, borderTop: 1, borderColor: "divider" }}>
      <Typography variant="mono" sx={{ minWidth: 28, fontVariantNumeric: "tabular-nums" }}>
        {version.version}
      </Typography>
      <Box sx={{ minWidth: 0, flexGrow: 1 }}>
        <Typography variant="body1" noWrap title={titles}>
          {titles}
        </Typography>
        <Typography variant="caption" color="textSecondary" component="p" noWrap>
          {dateTime(version.live_since)} · {version.published_by ?? t("platform")}
          {note}
        </Typography>
      </Box>
      {version.is_current ? (
        <Chip label={t("versions.current")} color="success" variant="outlined" />
      ) : version.can_return ? (
        <Button
          size="small"
          startIcon={<History size={14} aria-hidden />}
          disabled={busy}
          onClick={onBack}
          aria-label={t("versions.backTo", { version: version.version })}
          sx={{ flexShrink: 0 }}
        >
          {t("versions.back")}
        </Button>
      ) : (
        <Typography variant="caption" color="textSecondary" title={t("versions.goneHint")} sx={{ flexShrink: 0 }}>
          {t("versions.gone")}
        </Typography>
      )}
    </Box>
  );
}
