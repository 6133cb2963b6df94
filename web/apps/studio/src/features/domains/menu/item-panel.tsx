import { Box, TextField, Typography } from "@mui/material";
import { useTranslation } from "react-i18next";

import { ComponentPicker, PagePicker } from "../../../shared/component-picker";
import { IconPicker } from "./icon-picker";
import type { MenuRow } from "./rows";

interface ItemPanelProps {
  domain: string;
  row: MenuRow;
  onChange: (change: Partial<MenuRow>) => void;
}

/** What the selected item opens and how it is called. */
export function ItemPanel({ domain, row, onChange }: ItemPanelProps) {
  const { t } = useTranslation("domains");
  return (
    <Box sx={{ p: 4, display: "grid", gap: 4 }}>
      <Typography variant="h4" component="h2">
        {t("menu.item")}
      </Typography>
      <ComponentPicker
        id="item-component"
        domain={domain}
        label={t("menu.component")}
        helperText={t("menu.componentHint")}
        value={row.component}
        onChange={(component) => onChange({ component, page: null })}
      />
      <PagePicker
        id="item-page"
        component={row.component}
        label={t("menu.page")}
        helperText={t("menu.pageHint")}
        value={row.page}
        onChange={(page) => onChange({ page })}
      />
      <IconPicker value={row.icon} onChange={(icon) => onChange({ icon })} />
      <TextField
        id="item-value"
        label={t("menu.value")}
        helperText={t("menu.valueHint")}
        value={row.label.translation_value}
        onChange={(event) => onChange({ label: { ...row.label, translation_value: event.target.value } })}
      />
      <TextField
        id="item-key"
        label={t("menu.key")}
        helperText={t("menu.keyHint")}
        value={row.label.translation_key}
        onChange={(event) => onChange({ label: { ...row.label, translation_key: event.target.value } })}
      />
    </Box>
  );
}
