/** Errors, warnings and hints along the bottom; a click leads to the place. */

import type { Finding, Severity } from "@aqtra/model";
import { Box, ButtonBase, Collapse, Typography } from "@mui/material";
import { ChevronUp, CircleCheck, CircleX, Info, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";

import { Divider } from "../panes/divider";
import { useRemembered } from "../panes/remembered";
import { goTo, useDocument, useEditorDispatch, useSession } from "../state";
import { placeInWords } from "../uses-list";

const SEVERITIES: readonly Severity[] = ["error", "warning", "information"];
const LOOK = {
  error: { icon: CircleX, color: "error.main" },
  warning: { icon: TriangleAlert, color: "warning.main" },
  information: { icon: Info, color: "info.main" },
} as const;

export function ErrorList() {
  const { t } = useTranslation("editor");
  const findings = useSession((session) => session.findings);
  const [open, setOpen] = useRemembered("errors.open", false);
  const [height, setHeight] = useRemembered("errors.height", 168);
  const counts = SEVERITIES.map((severity) => ({ severity, count: findings.filter((finding) => finding.severity === severity).length }));
  return (
    <Box component="section" aria-label={t("errors.title")} sx={{ flex: "none", bgcolor: "background.paper", borderTop: open ? 0 : 1, borderColor: "divider" }}>
      {open && <Divider label={t("errors.resize")} orientation="horizontal" size={height} min={80} max={480} direction={-1} onSize={setHeight} />}
      <ButtonBase
        aria-expanded={open}
        aria-controls="error-list"
        onClick={() => setOpen(!open)}
        sx={{ width: "100%", height: 32, px: 4, gap: 4, justifyContent: "flex-start", typography: "body2", "&:hover": { bgcolor: "tone.hover" } }}
      >
        <Box component="span" sx={{ fontWeight: 550 }}>{t("errors.title")}</Box>
        <Box component="span" role="status" sx={{ display: "flex", gap: 3 }}>
          {counts.filter(({ count }) => count > 0).map(({ severity, count }) => (
            <Count key={severity} severity={severity} text={t(`errors.${severity}`, { count })} />
          ))}
          {findings.length === 0 && (
            <Box component="span" sx={{ display: "flex", alignItems: "center", gap: 1, color: "success.main" }}>
              <CircleCheck size={14} aria-hidden />
              {t("errors.none")}
            </Box>
          )}
        </Box>
        <Box component="span" sx={{ ml: "auto", display: "flex", color: "text.secondary", transition: "transform 120ms", transform: open ? "rotate(180deg)" : "none" }}>
          <ChevronUp size={16} aria-hidden />
        </Box>
      </ButtonBase>
      <Collapse in={open} timeout={120} unmountOnExit>
        <Box component="ul" id="error-list" aria-label={t("errors.title")} sx={{ listStyle: "none", m: 0, p: 1, height, overflow: "auto" }}>
          {findings.length === 0 && <Typography component="li" variant="body2" color="textSecondary" sx={{ px: 3, py: 2 }}>{t("errors.noneText")}</Typography>}
          {SEVERITIES.flatMap((severity) => findings.filter((finding) => finding.severity === severity)).map((finding, index) => (
            <Line key={`${finding.code}:${index}`} finding={finding} />
          ))}
        </Box>
      </Collapse>
    </Box>
  );
}

function Count({ severity, text }: { severity: Severity; text: string }) {
  const { icon: Icon, color } = LOOK[severity];
  return (
    <Box component="span" sx={{ display: "flex", alignItems: "center", gap: 1, color }}>
      <Icon size={14} aria-hidden />
      {text}
    </Box>
  );
}

function Line({ finding }: { finding: Finding }) {
  const { t } = useTranslation("editor");
  const document = useDocument();
  const dispatch = useEditorDispatch();
  const { icon: Icon, color } = LOOK[finding.severity];
  const place = placeInWords(document, finding.place);
  return (
    <li>
      <ButtonBase
        onClick={() => dispatch(goTo(finding.place, Number(finding.params?.line) || null))}
        sx={{ width: "100%", minHeight: 30, px: 3, py: 0.5, gap: 2, justifyContent: "flex-start", textAlign: "start", borderRadius: 1, typography: "body2", "&:hover, &:focus-visible": { bgcolor: "tone.hover" } }}
      >
        <Box component="span" sx={{ display: "flex", color }}>
          <Icon size={14} aria-label={t(`severity.${finding.severity}`)} />
        </Box>
        <Box component="span" sx={{ flex: "1 1 0", minWidth: 0 }}>
          {t(`findings.${finding.code}`, { ...finding.params, defaultValue: finding.message })}
        </Box>
        {place && <Box component="span" sx={{ color: "text.secondary", flex: "none", maxWidth: "45%", overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" }}>{place}</Box>}
      </ButtonBase>
    </li>
  );
}
