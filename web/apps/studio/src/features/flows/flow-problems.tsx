import type { Severity } from "@aqtra/model";
import { Box, Button, ButtonBase, Popover, Typography } from "@mui/material";
import { CircleCheck } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useDesigner } from "./designer-context";
import { REMARK_LOOK, remarkText } from "./remark-line";
import { byGravity, remarksOfFlow } from "./requirements";
import type { StepRemark } from "./requirements";

const SEVERITIES: readonly Severity[] = ["error", "warning", "information"];

/** How much is wrong with the flow; opened, a list that leads to step and setting. */
export function FlowProblems() {
  const { t } = useTranslation("flows");
  const { flow, findings, typeOf, open } = useDesigner();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const remarks = byGravity(remarksOfFlow(flow, typeOf, findings));
  if (remarks.length === 0) {
    return (
      <Box role="status" sx={{ display: "flex", alignItems: "center", gap: 1, color: "success.main", typography: "caption" }}>
        <CircleCheck size={14} aria-hidden />
        {t("problems.none")}
      </Box>
    );
  }
  const go = ({ step, parameter }: StepRemark): void => {
    setAnchor(null);
    open(step.id, parameter);
  };
  return (
    <>
      <Button size="small" variant="text" aria-haspopup="dialog" aria-expanded={anchor !== null} aria-label={t("problems.open", { count: remarks.length })} onClick={(event) => setAnchor(event.currentTarget)} sx={{ gap: 2, px: 2 }}>
        {SEVERITIES.map((severity) => (
          <Count key={severity} severity={severity} count={remarks.filter((remark) => remark.severity === severity).length} />
        ))}
      </Button>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: "bottom", horizontal: "left" }}
        slotProps={{ paper: { role: "dialog", "aria-label": t("problems.title"), sx: { width: 400, maxWidth: "calc(100vw - 32px)", maxHeight: "60vh" } } }}
      >
        <Box component="ul" sx={{ m: 0, p: 1, listStyle: "none" }}>
          {remarks.map((remark, at) => (
            <li key={at}>
              <ProblemLine remark={remark} onGo={() => go(remark)} />
            </li>
          ))}
        </Box>
      </Popover>
    </>
  );
}

function Count({ severity, count }: { severity: Severity; count: number }) {
  const { icon: Icon, colour } = REMARK_LOOK[severity];
  if (count === 0) return null;
  return (
    <Box component="span" sx={{ display: "flex", alignItems: "center", gap: 1, color: colour }}>
      <Icon size={14} aria-hidden />
      {count}
    </Box>
  );
}

function ProblemLine({ remark, onGo }: { remark: StepRemark; onGo: () => void }) {
  const { t } = useTranslation("flows");
  const { typeOf } = useDesigner();
  const { icon: Icon, colour } = REMARK_LOOK[remark.severity];
  const type = typeOf(remark.step.type);
  const setting = type?.parameters.find(({ name }) => name === remark.parameter)?.title;
  return (
    <ButtonBase onClick={onGo} sx={{ width: "100%", gap: 2.5, px: 2, py: 1.5, borderRadius: 1, justifyContent: "flex-start", alignItems: "flex-start", textAlign: "start", "&:hover, &:focus-visible": { bgcolor: "tone.hover" } }}>
      <Box component="span" sx={{ display: "flex", color: colour, mt: 0.5 }}>
        <Icon size={14} aria-label={t(`problems.${remark.severity}`)} />
      </Box>
      <Box component="span" sx={{ minWidth: 0 }}>
        <Typography variant="body2" component="span" sx={{ display: "block" }}>
          {remarkText(remark, type, t)}
        </Typography>
        <Typography variant="caption" component="span" color="textSecondary" noWrap sx={{ display: "block" }}>
          {setting ? `${remark.step.name} › ${setting}` : remark.step.name}
        </Typography>
      </Box>
    </ButtonBase>
  );
}
