import { ActionIcon, Notice } from "@aqtra/ui";
import { Box, Button, LinearProgress, Paper, Typography } from "@mui/material";
import { CircleHelp } from "lucide-react";
import type { LucideIcon } from "lucide-react";
import { createElement, useId, useState } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { useConfirm } from "../../../shared/confirm";
import { ProblemNotice } from "../../../shared/problems";

export interface Outcome {
  error?: unknown;
  /** What came of it. */
  result?: ReactNode;
  tone?: "success" | "warning" | "info";
}

interface MaintenanceCardProps {
  /** Keys under `system.<name>` and the anchor of its help. */
  name: string;
  icon: LucideIcon;
  /** What is known before: what would go, or why there is nothing to do. */
  children?: ReactNode;
  disabled?: boolean;
  /** More about what will happen, under the question. */
  warning?: ReactNode;
  destructive?: boolean;
  /** Does it, or has a worker begin it: then there is no outcome yet. */
  run: () => Promise<Outcome>;
  /** What a worker does goes on. */
  running?: boolean;
  /** What came of the worker's doing. */
  ended?: Outcome;
  onForget?: () => void;
}

/** One thing that can be done to the platform: help, question, progress, result. */
export function MaintenanceCard({ name, icon, children, disabled, warning, destructive, run, running = false, ended, onForget }: MaintenanceCardProps) {
  const { t } = useTranslation("maintenance");
  const heading = useId();
  const confirm = useConfirm();
  const [asking, setAsking] = useState(false);
  const [own, setOwn] = useState<Outcome | null>(null);
  const busy = asking || running;
  const outcome = busy ? undefined : (own ?? ended);
  const title = t(`system.${name}.title`);

  const forget = (): void => {
    setOwn(null);
    onForget?.();
  };
  const start = async (): Promise<void> => {
    const yes = await confirm({
      title: t(`system.${name}.question`),
      text: (
        <>
          {t(`system.${name}.warning`)}
          {warning}
        </>
      ),
      action: t(`system.${name}.action`),
      destructive,
    });
    if (!yes) return;
    forget();
    setAsking(true);
    const { error, result, tone } = await run();
    if (error !== undefined || result !== undefined) setOwn({ error, result, tone });
    setAsking(false);
  };
  return (
    <Paper variant="outlined" component="section" aria-labelledby={heading} aria-busy={busy} sx={{ position: "relative", overflow: "hidden", p: 5, display: "flex", flexDirection: "column", gap: 3 }}>
      {busy && <LinearProgress aria-label={t("system.running", { title })} sx={{ position: "absolute", insetInline: 0, top: 0, height: 3 }} />}
      <Box sx={{ display: "flex", alignItems: "flex-start", gap: 3 }}>
        <Box aria-hidden sx={{ display: "grid", placeItems: "center", width: 36, height: 36, flexShrink: 0, borderRadius: 1, bgcolor: "tone.accent", color: "primary.main" }}>
          {createElement(icon, { size: 18, strokeWidth: 1.75 })}
        </Box>
        <Typography id={heading} variant="h3" component="h2" sx={{ flexGrow: 1, alignSelf: "center" }}>
          {title}
        </Typography>
        <ActionIcon icon={CircleHelp} name={t("system.help", { title })} onClick={() => window.open(`/help/studio/maintenance/#${name}`, "_blank", "noopener")} />
      </Box>
      <Typography variant="body2" color="textSecondary">
        {t(`system.${name}.text`)}
      </Typography>
      {children}
      <Box role="status" sx={{ display: "grid", gap: 2, "&:empty": { display: "none" } }}>
        {outcome?.error !== undefined && <ProblemNotice error={outcome.error} onClose={forget} />}
        {outcome?.result !== undefined && (
          <Notice tone={outcome.tone ?? "success"} onClose={forget}>
            {outcome.result}
          </Notice>
        )}
      </Box>
      <Box sx={{ mt: "auto", pt: 1 }}>
        <Button variant="outlined" color={destructive ? "error" : "primary"} disabled={disabled} loading={busy} onClick={() => void start()}>
          {t(`system.${name}.action`)}
        </Button>
      </Box>
    </Paper>
  );
}
