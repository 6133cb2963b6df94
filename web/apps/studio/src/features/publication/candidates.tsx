import { EmptyState } from "@aqtra/ui";
import { Accordion, AccordionDetails, AccordionSummary, Box, Button, Checkbox, Paper, Typography } from "@mui/material";
import { CheckCheck, ChevronDown } from "lucide-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import type { Candidates as Offered } from "../../shared/api";
import { dateTime } from "../../shared/format";

interface CandidatesProps {
  offered: Offered;
  selected: ReadonlySet<string>;
  onChange: (selected: ReadonlySet<string>) => void;
  disabled: boolean;
}

/** Everything that may be published, by kind. */
export function Candidates({ offered: { components, modules }, ...choice }: CandidatesProps) {
  const { t } = useTranslation("publication");
  if (components.length === 0 && modules.length === 0) {
    return (
      <Paper variant="outlined">
        <EmptyState
          compact
          icon={CheckCheck}
          title={t("empty.title")}
          text={t("empty.text")}
          action={
            <Button component={Link} to="/components">
              {t("empty.action")}
            </Button>
          }
        />
      </Paper>
    );
  }
  return (
    <>
      {components.length > 0 && <Group title={t("components")} selectAll={t("selectAll")} items={components} {...choice} />}
      {modules.length > 0 && (
        <Group title={t("modules")} selectAll={t("selectAllModules")} items={modules.map((module) => ({ ...module, published: true }))} {...choice} />
      )}
    </>
  );
}

type Item = Pick<Offered["components"][number], "key" | "title" | "published" | "updated_by" | "updated_at">;

interface GroupProps extends Omit<CandidatesProps, "offered"> {
  title: string;
  selectAll: string;
  items: readonly Item[];
}

/** The group's box takes or drops all of it. */
function Group({ title, selectAll, items, selected, onChange, disabled }: GroupProps) {
  const { t } = useTranslation("publication");
  const keys = items.map(({ key }) => key);
  const count = keys.filter((key) => selected.has(key)).length;
  const all = count === keys.length;
  const others = [...selected].filter((key) => !keys.includes(key));
  const toggleAll = (): void => onChange(new Set(all ? others : [...others, ...keys]));
  const toggle = (key: string): void => {
    const next = new Set(selected);
    if (!next.delete(key)) next.add(key);
    onChange(next);
  };
  return (
    <Accordion
      defaultExpanded
      disableGutters
      variant="outlined"
      sx={{ "&::before": { display: "none" }, overflow: "hidden" }}
    >
      {/* The box stands beside the summary, not in it: a button must not hold another control. */}
      <Box sx={{ display: "flex", alignItems: "center", pl: 3, "& .MuiAccordion-heading": { flexGrow: 1 } }}>
        <Checkbox
          checked={all}
          indeterminate={count > 0 && !all}
          disabled={disabled}
          onChange={toggleAll}
          slotProps={{ input: { "aria-label": selectAll } }}
        />
        <AccordionSummary expandIcon={<ChevronDown size={16} aria-hidden />} sx={{ flexGrow: 1, pl: 1, minHeight: 44 }}>
          <Typography variant="h4" component="span" sx={{ flexGrow: 1 }}>
            {title}
          </Typography>
          <Typography variant="body2" color="textSecondary" sx={{ mr: 2 }}>
            {t("selected", { selected: count, count: keys.length })}
          </Typography>
        </AccordionSummary>
      </Box>
      <AccordionDetails sx={{ p: 0 }}>
        <Box component="ul" sx={{ m: 0, p: 0, listStyle: "none" }}>
          {items.map((item) => (
            <Candidate key={item.key} item={item} checked={selected.has(item.key)} disabled={disabled} onToggle={() => toggle(item.key)} />
          ))}
        </Box>
      </AccordionDetails>
    </Accordion>
  );
}

interface CandidateProps {
  item: Item;
  checked: boolean;
  disabled: boolean;
  onToggle: () => void;
}

function Candidate({ item, checked, disabled, onToggle }: CandidateProps) {
  const { t } = useTranslation("publication");
  const hint = useId();
  const user = item.updated_by ?? t("platform");
  return (
    <Box
      component="li"
      sx={{ borderTop: 1, borderColor: "divider", bgcolor: checked ? "tone.selected" : undefined, "&:hover": { bgcolor: checked ? "tone.selected" : "tone.hover" } }}
    >
      <Box component="label" sx={{ display: "flex", alignItems: "center", gap: 1, px: 3, py: 1.5, cursor: disabled ? "default" : "pointer" }}>
        <Checkbox
          checked={checked}
          disabled={disabled}
          onChange={onToggle}
          slotProps={{ input: { "aria-label": item.title, "aria-describedby": hint } }}
        />
        <Box sx={{ minWidth: 0, flexGrow: 1 }}>
          <Typography variant="body1" noWrap title={item.title}>
            {item.title}
          </Typography>
          <Typography id={hint} variant="caption" color="textSecondary" component="p" noWrap>
            {t(item.published ? "changed" : "new", { user, time: dateTime(item.updated_at) })}
          </Typography>
        </Box>
      </Box>
    </Box>
  );
}
