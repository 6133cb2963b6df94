import { Notice } from "@aqtra/ui";
import { Box, Typography } from "@mui/material";
import { Check } from "lucide-react";
import { useTranslation } from "react-i18next";

import type { Role } from "../api";
import { Section } from "../section";
import { descriptionOf } from "./list-screen";

/** A role that comes with the platform: what it allows, in words. */
export function BuiltInRole({ role }: { role: Role }) {
  const { t } = useTranslation("access");
  const allowed = role.rights.length > 0 ? role.rights : ["none"];
  return (
    <>
      <Notice>{t("roles.builtInNotice")}</Notice>
      <Section title={role.name} text={descriptionOf(role, (key) => t(`roles.${key}`))}>
        <Box component="ul" sx={{ m: 0, p: 0, listStyle: "none", display: "grid", gap: 2 }}>
          {allowed.map((right) => (
            <Box component="li" key={right} sx={{ display: "flex", gap: 2, alignItems: "flex-start" }}>
              <Box aria-hidden sx={{ color: "success.main", display: "flex", pt: 0.5 }}>
                <Check size={16} />
              </Box>
              <Typography variant="body1">{t(`roles.rights.${right}`, { defaultValue: right })}</Typography>
            </Box>
          ))}
        </Box>
      </Section>
    </>
  );
}
