import { Box, Typography } from "@mui/material";
import { useId } from "react";
import { useTranslation } from "react-i18next";

import { FileField } from "../../../shared/file-picker";

/** Extensions of what the server takes as a picture; an icon is drawn in other sizes, which a vector picture is not. */
const PIXELS = [".png", ".jpg", ".jpeg", ".gif", ".webp"] as const;
const PICTURES = { logo: [...PIXELS, ".svg"], logoDark: [...PIXELS, ".svg"], icon: PIXELS, noImage: [...PIXELS, ".svg"] } as const;

interface PictureFieldProps {
  name: keyof typeof PICTURES;
  value: string | null;
  onChange: (value: string | null) => void;
}

/** A picture of the library that all visitors of the domain see. */
export function PictureField({ name, value, onChange }: PictureFieldProps) {
  const { t } = useTranslation("domains");
  const id = useId();
  return (
    <Box sx={{ maxWidth: 360 }}>
      <Typography component="label" htmlFor={id} variant="body2" sx={{ display: "block", mb: 1, fontWeight: 500 }}>
        {t(`settings.${name}`)}
      </Typography>
      <FileField id={id} label={t(`settings.${name}`)} value={value} accept={PICTURES[name]} onChange={onChange} />
      <Typography variant="caption" color="textSecondary" sx={{ display: "block", mt: 1 }}>
        {t(`settings.${name}Hint`)}
      </Typography>
    </Box>
  );
}
