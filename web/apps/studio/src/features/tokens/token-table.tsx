import { Box, Typography } from "@mui/material";
import { Ban } from "lucide-react";
import { useMemo } from "react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { useConfirm } from "../../shared/confirm";
import { dateTime, shortDateTime } from "../../shared/format";
import { DataTable } from "../../shared/table";
import type { Column } from "../../shared/table";
import { useNow } from "../../shared/use-now";
import type { Token } from "./api";

interface TokenTableProps {
  label: string;
  tokens: Token[] | undefined;
  loading: boolean;
  onRevoke: (token: Token) => void;
  empty: ReactNode;
}

const NONE: Token[] = [];

/** Tokens that were not revoked, and the way to revoke them. */
export function TokenTable({ label, tokens, loading, onRevoke, empty }: TokenTableProps) {
  const { t } = useTranslation("tokens");
  const confirm = useConfirm();
  const columns = useColumns();
  const ask = async (token: Token): Promise<void> => {
    const yes = await confirm({
      title: t("revoke.title", { name: token.name }),
      text: t("revoke.text"),
      action: t("revoke.action"),
      destructive: true,
    });
    if (yes) onRevoke(token);
  };
  return (
    <DataTable
      label={label}
      columns={columns}
      rows={tokens ?? NONE}
      rowId={(token) => String(token.id)}
      actions={[{ icon: Ban, label: (token) => t("revoke.of", { name: token.name }), onRun: (token) => void ask(token) }]}
      searchLabel={t("search")}
      loading={loading}
      empty={empty}
    />
  );
}

function useColumns(): Column<Token>[] {
  const { t } = useTranslation("tokens");
  const now = Date.parse(useNow(false));
  return useMemo(
    () => [
      { id: "name", header: t("columns.name"), value: (token) => `${token.name} ${token.hint}`, render: (token) => <Name token={token} /> },
      {
        id: "scopes",
        header: t("columns.scopes"),
        value: (token) => token.scopes.join(" "),
        render: (token) => <Scopes token={token} />,
        width: 200,
        from: 600,
      },
      {
        id: "used",
        header: t("columns.used"),
        value: (token) => token.last_used_at,
        render: (token) => (token.last_used_at ? <Moment at={token.last_used_at} /> : t("neverUsed")),
        width: 152,
        from: 900,
      },
      { id: "created", header: t("columns.created"), value: (token) => token.created_at, render: (token) => <Moment at={token.created_at} />, width: 152, from: 1200 },
      { id: "expires", header: t("columns.expires"), value: (token) => token.expires_at, render: (token) => <Expiry token={token} now={now} />, width: 152 },
    ],
    [now, t],
  );
}

function Name({ token }: { token: Token }) {
  return (
    <Box sx={{ minWidth: 0 }}>
      <Typography variant="body2" noWrap title={token.name} sx={{ fontWeight: 550 }}>
        {token.name}
      </Typography>
      <Typography variant="mono" component="p" noWrap color="textSecondary">
        {token.hint}…
      </Typography>
      {/* On a phone the column of its own makes room for the name. */}
      <Box sx={{ display: { sm: "none" } }}>
        <Scopes token={token} />
      </Box>
    </Box>
  );
}

/** What it may do, in words, and how many components it is bound to. */
function Scopes({ token }: { token: Token }) {
  const { t } = useTranslation("tokens");
  const access = t(token.scopes.includes("write") ? "scopes.write" : "scopes.read");
  const platform = (["studio", "administer"] as const).filter((scope) => token.scopes.includes(scope)).map((scope) => t(`scopes.${scope}`));
  return (
    <Box sx={{ minWidth: 0 }}>
      <Typography variant="body2" sx={{ whiteSpace: { xs: "normal", sm: "nowrap" } }}>
        {[access, ...platform].join(" · ")}
      </Typography>
      <Typography variant="caption" component="p" noWrap color="textSecondary">
        {token.components === null ? t("components.all") : t("components.some", { count: token.components.length })}
      </Typography>
    </Box>
  );
}

function Expiry({ token, now }: { token: Token; now: number }) {
  const { t } = useTranslation("tokens");
  if (token.expires_at === null) return t("never");
  if (Date.parse(token.expires_at) > now) return <Moment at={token.expires_at} />;
  return (
    <Box component="span" title={dateTime(token.expires_at)} sx={{ color: "error.main" }}>
      {t("expired")}
    </Box>
  );
}

function Moment({ at }: { at: string }) {
  return <span title={dateTime(at)}>{shortDateTime(at)}</span>;
}
