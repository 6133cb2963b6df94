import { Box, Checkbox, FormControlLabel, Typography } from "@mui/material";
import { ChevronDown, ChevronRight } from "lucide-react";
import type { FocusEvent, ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { Permission } from "../api";
import { COMPONENT_VERBS, keyOf } from "./grants";
import type { Grants } from "./grants";
import type { Row, Thing } from "./rows";

export interface PlaceProps {
  "data-place": string;
  tabIndex: number;
  onFocus: (event: FocusEvent) => void;
}

interface TreeRowProps {
  row: Row;
  grants: Grants;
  /** What changed along with what was ticked here, and why. */
  note: string | null;
  placeProps: (row: string, column: number) => PlaceProps;
  onToggle: (expanded: boolean) => void;
  onTick: (permissions: readonly Permission[], on: boolean) => void;
}

const FULL = "full";

interface TickBox {
  verb: string;
  permissions: readonly Permission[];
  granted: number;
}

/** The check boxes of a row: one per right, and one for all of them where a component has several. */
export function boxesOf(thing: Thing, grants: Grants): TickBox[] {
  const box = (verb: string, permissions: readonly Permission[]): TickBox => ({ verb, permissions, granted: permissions.filter((one) => grants.has(keyOf(one))).length });
  const single = thing.permissions.map((permission) => box(permission.verb, [permission]));
  return thing.kind === "component" && single.length > 1 ? [...single, box(FULL, thing.permissions)] : single;
}

const INDENT = 24;
const PHONE_INDENT = 12;
const VERB_WIDTH = 92;
const FULL_WIDTH = 76;
/** Check boxes of all rows stand in the columns of a whole component. */
const BOXES_WIDTH = COMPONENT_VERBS.length * VERB_WIDTH + FULL_WIDTH;

export function TreeRow({ row, grants, note, placeProps, onToggle, onTick }: TreeRowProps) {
  const { t } = useTranslation("access");
  if (row.type === "more") {
    return (
      <Line level={2} place={placeProps(row.id, -1)} name={t("permissions.more", { count: row.hidden })}>
        <Typography variant="body2" color="textSecondary">
          {t("permissions.more", { count: row.hidden })}
        </Typography>
      </Line>
    );
  }
  if (row.type === "section") {
    const name = t(`sections.${row.section}`);
    const count = t("permissions.sectionCount", { granted: row.count.granted, count: row.count.all });
    return (
      <Line level={1} place={placeProps(row.id, -1)} expanded={row.expanded} name={`${name}, ${count}`} onToggle={onToggle}>
        <Typography variant="subtitle2" component="span">
          {name}
        </Typography>
        <Typography variant="body2" color="textSecondary" component="span">
          {count}
        </Typography>
      </Line>
    );
  }
  const { thing } = row;
  const kind = row.parent === "lost" ? t(`kinds.${thing.kind}`) : "";
  const hint = [kind, row.level === 3 ? "" : thing.hint].filter(Boolean).join(" · ");
  return (
    <Line level={row.level} place={placeProps(row.id, -1)} expanded={row.expanded} name={thing.label} onToggle={onToggle} note={note} cells={<Boxes thing={thing} grants={grants} placeProps={placeProps} onTick={onTick} />}>
      <Typography variant="body1" component="span" noWrap title={thing.label} sx={{ minWidth: 0 }}>
        <bdi>{thing.label}</bdi>
      </Typography>
      {hint && (
        <Typography variant="caption" color="textSecondary" component="span" noWrap title={hint} sx={{ minWidth: 0 }}>
          {hint}
        </Typography>
      )}
    </Line>
  );
}

function Boxes({ thing, grants, placeProps, onTick }: { thing: Thing } & Pick<TreeRowProps, "grants" | "placeProps" | "onTick">) {
  const { t } = useTranslation("access");
  return boxesOf(thing, grants).map(({ verb, permissions, granted }, column) => {
    const label = thing.kind === "property" && verb === "update" ? t("verbs.change") : t(`verbs.${verb}`);
    const { tabIndex, ...place } = placeProps(thing.id, column);
    return (
      <Box key={verb} role="gridcell" sx={{ width: { xs: "33%", sm: verb === FULL ? FULL_WIDTH : VERB_WIDTH }, ml: { md: thing.kind === "property" && column === 0 ? `${VERB_WIDTH}px` : 0 } }}>
        <FormControlLabel
          sx={{ m: 0, "& .MuiFormControlLabel-label": { typography: "body2" } }}
          control={
            <Checkbox
              checked={granted === permissions.length}
              indeterminate={verb === FULL && granted > 0 && granted < permissions.length}
              onChange={(_, on) => onTick(permissions, on)}
              slotProps={{ input: { "aria-label": `${label}, ${thing.label}`, ...place, tabIndex } }}
            />
          }
          label={label}
        />
      </Box>
    );
  });
}

interface LineProps {
  level: 1 | 2 | 3;
  place: PlaceProps;
  name: string;
  /** Null or absent: nothing below. */
  expanded?: boolean | null;
  onToggle?: (expanded: boolean) => void;
  note?: string | null;
  cells?: ReactNode;
  children: ReactNode;
}

function Line({ level, place, name, expanded = null, onToggle, note, cells, children }: LineProps) {
  const Chevron = expanded ? ChevronDown : ChevronRight;
  return (
    <Box
      role="row"
      aria-level={level}
      aria-expanded={expanded ?? undefined}
      aria-label={name}
      {...place}
      sx={{
        display: "flex",
        flexWrap: "wrap",
        alignItems: "center",
        columnGap: 3,
        minHeight: 40,
        px: 3,
        py: 1,
        bgcolor: level === 1 ? "tone.sunken" : undefined,
        "& + &": { borderTop: 1, borderColor: "divider" },
        "&:hover": { bgcolor: level === 1 ? "tone.sunken" : "tone.hover" },
        "&:focus-visible": { outline: 2, outlineColor: "primary.main", outlineOffset: -2 },
      }}
    >
      <Box
        role="rowheader"
        onClick={expanded === null ? undefined : () => onToggle?.(!expanded)}
        sx={{
          flex: { xs: "1 1 100%", md: "1 1 200px" },
          minWidth: 0,
          display: "flex",
          alignItems: "center",
          gap: 2,
          pl: { xs: `${(level - 1) * PHONE_INDENT}px`, md: `${(level - 1) * INDENT}px` },
          minHeight: 32,
          cursor: expanded === null ? undefined : "pointer",
        }}
      >
        <Box aria-hidden sx={{ width: 16, flex: "none", display: "flex", color: "text.secondary" }}>
          {expanded !== null && <Chevron size={16} />}
        </Box>
        {children}
      </Box>
      {cells && (
        <Box sx={{ display: "flex", flexWrap: "wrap", flex: { xs: "1 1 100%", md: "none" }, width: { md: BOXES_WIDTH }, pl: { xs: `${level * PHONE_INDENT + 6}px`, md: 0 } }}>{cells}</Box>
      )}
      {note && (
        <Typography role="status" variant="caption" color="textSecondary" sx={{ flex: "1 1 100%", pl: `${level * INDENT}px` }}>
          {note}
        </Typography>
      )}
    </Box>
  );
}
