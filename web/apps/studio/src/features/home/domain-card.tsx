import { ActionIcon } from "@aqtra/ui";
import { Box, Button, Chip, FormControlLabel, List, ListItem, ListItemButton, Paper, Switch, Typography } from "@mui/material";
import { Boxes, ChevronRight, Compass, ExternalLink, Settings2, Star, Trash2 } from "lucide-react";
import type { LucideIcon } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { useChangeDomainMutation, useDeleteDomainMutation } from "../../shared/api";
import type { Domain } from "../../shared/api";
import { useConfirm } from "../../shared/confirm";
import { ProblemNotice } from "../../shared/problems";

/** One application domain: where it leads, whether it is on, and its look and menu. */
export function DomainCard({ domain }: { domain: Domain }) {
  const { t } = useTranslation("home");
  const [change, { error: changeError, reset: forgetChange }] = useChangeDomainMutation();
  const [remove, { error: removeError, reset: forgetRemove }] = useDeleteDomainMutation();
  const confirm = useConfirm();
  const error = changeError ?? removeError;
  const title = domain.title || domain.name;

  const askToDelete = async (): Promise<void> => {
    const yes = await confirm({
      title: t("deleteTitle", { title }),
      text: t("deleteText"),
      action: t("deleteAction"),
      destructive: true,
    });
    if (yes) await remove({ name: domain.name });
  };

  return (
    <Paper component="li" variant="outlined" aria-label={title} sx={{ display: "flex", flexDirection: "column", opacity: domain.enabled ? 1 : 0.85 }}>
      <Box sx={{ p: 4, pb: 2, display: "flex", alignItems: "flex-start", gap: 2 }}>
        <Box sx={{ flexGrow: 1, minWidth: 0 }}>
          <Box sx={{ display: "flex", alignItems: "center", gap: 2 }}>
            <Typography variant="h3" noWrap title={title}>
              {title}
            </Typography>
            {domain.is_default && <Chip label={t("default")} title={t("defaultHint")} />}
          </Box>
          <Typography variant="mono" color="textSecondary" noWrap component="p">
            {domain.name}
          </Typography>
        </Box>
        {domain.enabled && (
          <Button
            size="small"
            sx={{ flexShrink: 0, whiteSpace: "nowrap" }}
            href="/"
            target="_blank"
            rel="noopener"
            endIcon={<ExternalLink size={14} aria-hidden />}
            aria-label={t("viewAppOf", { title })}
          >
            {t("viewApp")}
          </Button>
        )}
      </Box>
      <List disablePadding sx={{ px: 2, pb: 2, flexGrow: 1 }}>
        <CardLink
          to={`/components?domain=${encodeURIComponent(domain.name)}`}
          icon={Boxes}
          text={t("components")}
          hint={t("componentCounts", { all: domain.components, published: domain.published_components })}
        />
        <CardLink to={`/domains/${domain.name}/menu`} icon={Compass} text={t("menu")} />
        <CardLink to={`/domains/${domain.name}/settings`} icon={Settings2} text={t("settings")} />
      </List>
      {error && (
        <Box sx={{ px: 4, pb: 3 }}>
          <ProblemNotice
            error={error}
            onClose={() => {
              forgetChange();
              forgetRemove();
            }}
          />
        </Box>
      )}
      {!domain.built_in && (
        <Box sx={{ px: 4, py: 1, borderTop: 1, borderColor: "divider", display: "flex", alignItems: "center", gap: 1 }}>
          <FormControlLabel
            sx={{ flexGrow: 1, ml: -1, gap: 1 }}
            control={
              <Switch
                checked={domain.enabled}
                onChange={(_, enabled) => void change({ name: domain.name, domainChange: { enabled } })}
              />
            }
            label={t(domain.enabled ? "on" : "off")}
          />
          {!domain.is_default && (
            <ActionIcon icon={Star} size="small" name={t("makeDefault")} onClick={() => void change({ name: domain.name, domainChange: { is_default: true } })} />
          )}
          <ActionIcon icon={Trash2} size="small" name={t("deleteAction")} onClick={() => void askToDelete()} />
        </Box>
      )}
      {domain.built_in && !domain.is_default && (
        <Box sx={{ px: 4, py: 1, borderTop: 1, borderColor: "divider" }}>
          <Button size="small" variant="text" onClick={() => void change({ name: domain.name, domainChange: { is_default: true } })}>
            {t("makeDefault")}
          </Button>
        </Box>
      )}
    </Paper>
  );
}

interface CardLinkProps {
  to: string;
  icon: LucideIcon;
  text: string;
  hint?: string;
}

function CardLink({ to, icon: Icon, text, hint }: CardLinkProps) {
  return (
    <ListItem disablePadding>
      <ListItemButton component={Link} to={to} sx={{ height: 36, px: 2, gap: 2.5 }}>
        <Icon size={16} strokeWidth={1.75} aria-hidden />
        <Typography variant="body1" sx={{ flexGrow: 1 }}>
          {text}
        </Typography>
        {hint && (
          <Typography variant="caption" color="textSecondary">
            {hint}
          </Typography>
        )}
        <Box component={ChevronRight} size={16} aria-hidden sx={{ color: "text.disabled" }} />
      </ListItemButton>
    </ListItem>
  );
}
