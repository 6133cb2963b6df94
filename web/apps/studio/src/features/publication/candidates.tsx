import { EmptyState } from "@aqtra/ui";
import { Accordion, AccordionDetails, AccordionSummary, Box, Button, Checkbox, Paper, Typography } from "@mui/material";
import { CheckCheck, ChevronDown } from "lucide-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import type { ComponentSummary } from "../../shared/api";
import { dateTime } from "../../shared/format";

interface CandidatesProps {
  components: ComponentSummary[];
  selected: ReadonlySet<string>;
  onChange: (selected: ReadonlySet<string>) => void;
  disabled: boolean;
}

/** Everything that may be published, by kind; the group's box takes or drops all of it. */
export function Candidates({ components, selected, onChange, disabled }: CandidatesProps) {
  const { t } = useTranslation("publication");
  if (components.length === 0) {
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
  const all = selected.size === components.length;
  const toggleAll = (): void => onChange(all ? new Set() : new Set(components.map((component) => component.key)));
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
          indeterminate={selected.size > 0 && !all}
          disabled={disabled}
          onChange={toggleAll}
          slotProps={{ input: { "aria-label": t("selectAll") } }}
        />
        <AccordionSummary expandIcon={<ChevronDown size={16} aria-hidden />} sx={{ flexGrow: 1, pl: 1, minHeight: 44 }}>
          <Typography variant="h4" component="span" sx={{ flexGrow: 1 }}>
            {t("components")}
          </Typography>
          <Typography variant="body2" color="textSecondary" sx={{ mr: 2 }}>
            {t("selected", { selected: selected.size, count: components.length })}
          </Typography>
        </AccordionSummary>
      </Box>
      <AccordionDetails sx={{ p: 0 }}>
        <Box component="ul" sx={{ m: 0, p: 0, listStyle: "none" }}>
          {components.map((component) => (
            <Candidate
              key={component.key}
              component={component}
              checked={selected.has(component.key)}
              disabled={disabled}
              onToggle={() => toggle(component.key)}
            />
          ))}
        </Box>
      </AccordionDetails>
    </Accordion>
  );
}

interface CandidateProps {
  component: ComponentSummary;
  checked: boolean;
  disabled: boolean;
  onToggle: () => void;
}

function Candidate({ component, checked, disabled, onToggle }: CandidateProps) {
  const { t } = useTranslation("publication");
  const hint = useId();
  const user = component.updated_by ?? t("platform");
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
          slotProps={{ input: { "aria-label": component.title, "aria-describedby": hint } }}
        />
        <Box sx={{ minWidth: 0, flexGrow: 1 }}>
          <Typography variant="body1" noWrap title={component.title}>
            {component.title}
          </Typography>
          <Typography id={hint} variant="caption" color="textSecondary" component="p" noWrap>
            {t(component.published ? "changed" : "new", { user, time: dateTime(component.updated_at) })}
          </Typography>
        </Box>
      </Box>
    </Box>
  );
}
