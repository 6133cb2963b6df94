import type { Severity } from "@aqtra/model";
import { Box, FormHelperText, Typography } from "@mui/material";
import { useId } from "react";
import type { PropsWithChildren, ReactNode } from "react";

interface SectionProps {
  title: string;
  required?: boolean;
  help?: string;
  /** Beside the title: a count, a button. */
  aside?: ReactNode;
  remark?: string;
  severity?: Severity;
}

/** A setting that is more than one field: its name, what it is for, and what is wrong with it, above its parts. */
export function Section({ title, required = false, help = "", aside, remark, severity, children }: PropsWithChildren<SectionProps>) {
  const id = useId();
  return (
    <Box component="section" aria-label={title} aria-describedby={help ? id : undefined}>
      <Box sx={{ display: "flex", alignItems: "center", gap: 2, minHeight: 28 }}>
        <Typography variant="subtitle2" component="h3" sx={{ flexGrow: 1 }}>
          {title}
          {required && (
            <Box component="span" aria-hidden sx={{ color: "error.main" }}>
              {" *"}
            </Box>
          )}
        </Typography>
        {aside}
      </Box>
      {help && (
        <Typography id={id} variant="caption" color="textSecondary" component="p" sx={{ mb: 2 }}>
          {help}
        </Typography>
      )}
      {remark && (
        <FormHelperText error={severity === "error"} sx={{ mb: 2 }}>
          {remark}
        </FormHelperText>
      )}
      {children}
    </Box>
  );
}
