import { ActionIcon } from "@aqtra/ui";
import { Box, Button, TextField } from "@mui/material";
import { Plus, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";

export interface GroupRole {
  group: string;
  role: string;
}

/** Which group elsewhere gives which role here. */
export function GroupRoles({ value, onChange }: { value: GroupRole[]; onChange: (value: GroupRole[]) => void }) {
  const { t } = useTranslation();
  const change = (at: number, part: Partial<GroupRole>): void => onChange(value.map((row, index) => (index === at ? { ...row, ...part } : row)));
  return (
    <Box sx={{ display: "grid", gap: 3 }}>
      {value.map((row, at) => (
        // Rows have no names of their own: two may be equal while they are typed.
        <Box key={at} role="group" aria-label={t("groupRoles.row", { number: at + 1 })} sx={{ display: "grid", gap: 3, gridTemplateColumns: "1fr 1fr auto", alignItems: "end" }}>
          <TextField id={`group-${at}`} label={t("groupRoles.group")} value={row.group} onChange={(event) => change(at, { group: event.target.value })} />
          <TextField id={`role-${at}`} label={t("groupRoles.role")} value={row.role} onChange={(event) => change(at, { role: event.target.value })} />
          <ActionIcon icon={Trash2} name={t("groupRoles.remove", { number: at + 1 })} onClick={() => onChange(value.filter((_, index) => index !== at))} />
        </Box>
      ))}
      <Button variant="text" startIcon={<Plus size={16} aria-hidden />} sx={{ justifySelf: "start" }} onClick={() => onChange([...value, { group: "", role: "" }])}>
        {t("groupRoles.add")}
      </Button>
    </Box>
  );
}
