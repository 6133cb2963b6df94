import { Box, Typography } from "@mui/material";
import { Minus, Pencil, Plus, Ruler, Shapes } from "lucide-react";
import type { LucideIcon } from "lucide-react";
import { useTranslation } from "react-i18next";

import type { ModelChanges, PropertyChange } from "./api";

interface Line {
  icon: LucideIcon;
  text: string;
}

/** What happens to the object model of one component, a line per property. */
export function ModelChangesList({ changes }: { changes: ModelChanges }) {
  const { t } = useTranslation("publication");
  const named = (kind: string, icon: LucideIcon, found: readonly string[]): Line[] =>
    found.map((property) => ({ icon, text: t(`changes.${kind}`, { property }) }));
  const altered = (kind: string, icon: LucideIcon, found: readonly PropertyChange[]): Line[] =>
    found.map((change) => ({ icon, text: t(`changes.${kind}`, { ...change, before: change.before || "–", after: change.after || "–" }) }));
  const lines = changes.is_new
    ? [{ icon: Plus, text: t("changes.new", { count: changes.added.length }) }]
    : [
        ...named("added", Plus, changes.added),
        ...altered("renamed", Pencil, changes.renamed),
        ...altered("retyped", Shapes, changes.retyped),
        ...altered("rule", Ruler, changes.rules),
        ...named("removed", Minus, changes.removed),
      ];
  return (
    <Box sx={{ px: 4, py: 3 }}>
      <Typography variant="subtitle2" component="h3" noWrap title={changes.title}>
        {changes.title}
      </Typography>
      {lines.length === 0 ? (
        <Typography variant="body2" color="textSecondary">
          {t("changes.none")}
        </Typography>
      ) : (
        <Box component="ul" aria-label={t("changes.of", { title: changes.title })} sx={{ m: 0, mt: 1, p: 0, listStyle: "none", display: "grid", gap: 1 }}>
          {lines.map(({ icon: Icon, text }) => (
            <Box component="li" key={text} sx={{ display: "flex", gap: 2, alignItems: "baseline", color: "text.secondary" }}>
              <Icon size={13} aria-hidden style={{ flexShrink: 0, position: "relative", top: 2 }} />
              <Typography variant="body2" sx={{ overflowWrap: "anywhere" }}>{text}</Typography>
            </Box>
          ))}
        </Box>
      )}
    </Box>
  );
}
