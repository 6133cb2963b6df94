import { Box, Table, TableBody, TableCell, TableContainer, TableHead, TableRow, Typography } from "@mui/material";
import { Ban, Check } from "lucide-react";
import type { PropsWithChildren } from "react";
import { useTranslation } from "react-i18next";

import type { GrantedRight } from "../api";
import type { Words } from "../contexts/use-words";

interface AnswerTableProps {
  label: string;
  /** Head of the first column. */
  first: string;
  firstWidth: number | string;
}

/** What was asked, whether it is allowed, and why. */
export function AnswerTable({ label, first, firstWidth, children }: PropsWithChildren<AnswerTableProps>) {
  const { t } = useTranslation("access");
  return (
    <TableContainer sx={{ border: 1, borderColor: "divider", borderRadius: 1 }}>
      <Table size="small" aria-label={label} sx={{ "& tbody tr": { verticalAlign: "top" }, "& tbody tr:last-child td": { borderBottom: 0 } }}>
        <TableHead>
          <TableRow>
            <TableCell sx={{ width: firstWidth }}>{first}</TableCell>
            <TableCell sx={{ width: 132 }}>{t("explain.allowed")}</TableCell>
            <TableCell>{t("explain.why")}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>{children}</TableBody>
      </Table>
    </TableContainer>
  );
}

export function Allowed({ allowed, some = false }: { allowed: boolean; some?: boolean }) {
  const { t } = useTranslation("access");
  const Icon = allowed ? Check : Ban;
  return (
    <Box component="span" sx={{ display: "inline-flex", alignItems: "center", gap: 1.5, color: allowed ? "success.main" : "error.main" }}>
      <Icon size={14} aria-hidden />
      {t(some ? "explain.some" : allowed ? "explain.yes" : "explain.no")}
    </Box>
  );
}

/** Which roles give it, and where. */
export function Grants({ grants, words }: { grants: readonly GrantedRight[]; words: Words }) {
  const { t } = useTranslation("access");
  return grants.map((right) => (
    <Typography key={JSON.stringify([right.role, right.permission_set, right.context])} variant="caption" component="p" color="textSecondary">
      {t(right.context.entry === null ? "explain.grant" : "explain.grantEntry", { role: right.role, set: right.permission_set, context: words.context(right) })}
    </Typography>
  ));
}
