import { ActionIcon, EmptyState } from "@aqtra/ui";
import { Autocomplete, Box, Button, Pagination, TextField, Typography } from "@mui/material";
import { Link2, Plus, Trash2 } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import { SYSTEM } from "../api";
import type { AccessTree } from "../api";
import { ContextPicker } from "./context-picker";
import { repeatedPlaces, UNCHOSEN } from "./pairs";
import type { Given, Pair } from "./pairs";

/** Every row holds two pickers: more of them at once is slow, and nobody reads it. */
const PAGE_SIZE = 20;

interface PairsEditorProps {
  pairs: readonly Pair[];
  options: readonly Given[];
  tree: AccessTree;
  /** Keys of strings under `access`: `label`, `add`, `remove`, `empty`, `emptyText`. */
  words: "pairs" | "assignments";
  onChange: (pairs: Pair[]) => void;
}

/** Pairs of a permission set or role and where it holds. */
export function PairsEditor({ pairs, options, tree, words, onChange }: PairsEditorProps) {
  const { t } = useTranslation("access");
  const change = (at: number, part: Partial<Pair>): void => onChange(pairs.map((pair, index) => (index === at ? { ...pair, ...part } : pair)));
  const [page, setPage] = useState(0);
  const repeated = useMemo(() => repeatedPlaces(pairs), [pairs]);
  const pages = Math.ceil(pairs.length / PAGE_SIZE);
  const shown = Math.min(page, pages - 1);
  const first = shown * PAGE_SIZE;
  const append = (): void => {
    onChange([...pairs, { id: UNCHOSEN, context: SYSTEM }]);
    setPage(Math.floor(pairs.length / PAGE_SIZE));
  };
  const add = (
    <Button startIcon={<Plus size={16} aria-hidden />} onClick={append} sx={{ justifySelf: "start" }}>
      {t(`${words}.add`)}
    </Button>
  );
  if (pairs.length === 0) return <EmptyState compact icon={Link2} title={t(`${words}.empty`)} text={t(`${words}.emptyText`)} action={add} />;
  return (
    <Box sx={{ display: "grid", gridTemplateColumns: "minmax(0, 1fr)", gap: 4 }}>
      <Box component="ul" aria-label={t(`${words}.title`)} sx={{ m: 0, p: 0, listStyle: "none", display: "grid", gridTemplateColumns: "minmax(0, 1fr)" }}>
        {pairs.slice(first, first + PAGE_SIZE).map((pair, row) => ({ pair, at: first + row })).map(({ pair, at }) => (
          <PairRow
            // Pairs have no identity but their place.
            key={at}
            pair={pair}
            options={options}
            tree={tree}
            label={t(`${words}.label`)}
            remove={t(`${words}.remove`, { name: options.find(({ id }) => id === pair.id)?.name ?? "" })}
            repeated={repeated.has(at)}
            onChange={(part) => change(at, part)}
            onRemove={() => onChange(pairs.filter((_, index) => index !== at))}
          />
        ))}
      </Box>
      {pages > 1 && (
        <Box sx={{ display: "flex", flexWrap: "wrap", alignItems: "center", justifyContent: "space-between", gap: 2 }}>
          <Typography variant="body2" color="textSecondary" role="status">
            {t("pairsShown", { from: first + 1, to: Math.min(first + PAGE_SIZE, pairs.length), count: pairs.length })}
          </Typography>
          <Pagination size="small" count={pages} page={shown + 1} onChange={(_, next) => setPage(next - 1)} />
        </Box>
      )}
      {add}
    </Box>
  );
}

interface PairRowProps {
  pair: Pair;
  options: readonly Given[];
  tree: AccessTree;
  label: string;
  remove: string;
  repeated: boolean;
  onChange: (part: Partial<Pair>) => void;
  onRemove: () => void;
}

function PairRow({ pair, options, tree, label, remove, repeated, onChange, onRemove }: PairRowProps) {
  const { t } = useTranslation("access");
  const chosen = options.find(({ id }) => id === pair.id);
  const help = repeated ? t("repeated") : pair.id === UNCHOSEN ? t("notChosen") : undefined;
  return (
    <Box
      component="li"
      sx={{
        display: "grid",
        gridTemplateColumns: { xs: "minmax(0, 1fr) 36px", md: "minmax(0, 2fr) minmax(0, 3fr) 36px" },
        gap: 3,
        py: 3,
        alignItems: "start",
        "& + &": { borderTop: 1, borderColor: "divider" },
        "&:first-of-type": { pt: 0 },
      }}
    >
      <Autocomplete
        options={options}
        value={chosen ?? null}
        groupBy={({ group }) => group}
        getOptionLabel={({ name }) => name}
        getOptionKey={({ id }) => id}
        isOptionEqualToValue={(option, current) => option.id === current.id}
        onChange={(_, option) => onChange({ id: option?.id ?? UNCHOSEN, ...(option?.systemOnly && { context: SYSTEM }) })}
        noOptionsText={t("picker.nothing", { ns: "shared" })}
        renderInput={(params) => <TextField {...params} label={label} helperText={help} />}
      />
      <Box sx={{ gridRow: { xs: 2, md: "auto" }, gridColumn: { xs: "1 / 2", md: "auto" }, minWidth: 0 }}>
        <ContextPicker tree={tree} value={pair.context} systemOnly={chosen?.systemOnly} onChange={(context) => onChange({ context })} />
      </Box>
      {/* As tall as a label and its control together: the icon stands beside the control. */}
      <ActionIcon icon={Trash2} name={remove} onClick={onRemove} sx={{ mt: 6 }} />
    </Box>
  );
}
