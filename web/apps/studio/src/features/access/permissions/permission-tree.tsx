import { EmptyState } from "@aqtra/ui";
import { Box, FormControlLabel, InputAdornment, OutlinedInput, Switch } from "@mui/material";
import { Search, ShieldCheck } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import type { AccessTree, Permission } from "../api";
import { tick } from "./grants";
import type { Grants } from "./grants";
import { countOf, filtered, toRows, toSections } from "./rows";
import type { Row } from "./rows";
import { boxesOf, TreeRow } from "./tree-row";
import { useTreeKeys } from "./use-tree-keys";

interface PermissionTreeProps {
  tree: AccessTree;
  stored: readonly Permission[];
  grants: Grants;
  onChange: (grants: Grants) => void;
}

/** Everything that a permission set may grant, with a check box for each right. */
export function PermissionTree({ tree, stored, grants, onChange }: PermissionTreeProps) {
  const { t } = useTranslation("access");
  const [text, setText] = useState("");
  const [grantedOnly, setGrantedOnly] = useState(false);
  const [closed, setClosed] = useState<ReadonlySet<string>>(NOTHING);
  const [note, setNote] = useState<{ row: string; text: string } | null>(null);
  const sections = useMemo(() => toSections(tree, stored, (menu) => t(`menus.${menu}`, { defaultValue: menu })), [tree, stored, t]);
  const rows = toRows(filtered(sections, { text, grantedOnly }, grants), grants, (id) => !closed.has(id));
  const { granted, all } = countOf(sections.flatMap(({ things }) => things), grants);

  const toggle = (row: Row, expanded: boolean): void => {
    const next = new Set(closed);
    if (expanded) next.delete(row.id);
    else next.add(row.id);
    setClosed(next);
  };
  const change = (row: string, permissions: readonly Permission[], on: boolean): void => {
    const ticked = tick(grants, permissions, on);
    const verbs = ticked.alongside.map((verb) => t(`verbs.${verb}`)).join(", ");
    setNote(ticked.alongside.length > 0 ? { row, text: t(on ? "permissions.readToo" : "permissions.notWithoutRead", { verbs }) } : null);
    onChange(ticked.grants);
  };
  const keys = useTreeKeys({ rows, columns: (row) => (row.type === "thing" ? boxesOf(row.thing, grants).length : 0), onToggle: toggle });

  return (
    <Box sx={{ display: "grid", gridTemplateColumns: "minmax(0, 1fr)", gap: 3 }}>
      <Box sx={{ display: "flex", flexWrap: "wrap", gap: 4, rowGap: 2, alignItems: "center" }}>
        <OutlinedInput
          size="small"
          type="search"
          value={text}
          onChange={(event) => setText(event.target.value)}
          placeholder={t("permissions.filter")}
          inputProps={{ "aria-label": t("permissions.filter") }}
          startAdornment={
            <InputAdornment position="start">
              <Search size={16} aria-hidden />
            </InputAdornment>
          }
          sx={{ width: { xs: "100%", sm: 280 } }}
        />
        <FormControlLabel sx={{ mx: 0, gap: 1 }} control={<Switch checked={grantedOnly} onChange={(_, next) => setGrantedOnly(next)} />} label={t("permissions.grantedOnly")} />
        <Box component="span" role="status" sx={{ ml: "auto", typography: "body2", color: "text.secondary" }}>
          {t("permissions.countOf", { granted, count: all })}
        </Box>
      </Box>
      {rows.length === 0 ? (
        <EmptyState compact icon={ShieldCheck} title={t(`permissions.${all === 0 ? "nothing" : "nothingFound"}`)} text={t(`permissions.${all === 0 ? "nothingText" : "nothingFoundText"}`)} />
      ) : (
        <Box role="treegrid" aria-label={t("permissions.tree")} onKeyDown={keys.onKeyDown} sx={{ border: 1, borderColor: "divider", borderRadius: 1, bgcolor: "background.paper", overflow: "hidden" }}>
          {rows.map((row) => (
            <TreeRow
              key={row.id}
              row={row}
              grants={grants}
              note={note?.row === row.id ? note.text : null}
              placeProps={keys.placeProps}
              onToggle={(expanded) => toggle(row, expanded)}
              onTick={(permissions, on) => change(row.id, permissions, on)}
            />
          ))}
        </Box>
      )}
    </Box>
  );
}

const NOTHING: ReadonlySet<string> = new Set();
