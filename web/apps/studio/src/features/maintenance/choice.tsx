import { Box, FormControlLabel, Radio, Typography } from "@mui/material";

/** One of several, with a line that says what it means. */
export function Choice({ value, label, hint }: { value: string; label: string; hint?: string }) {
  return (
    <FormControlLabel
      value={value}
      control={<Radio size="small" />}
      sx={{ alignItems: "flex-start", "& .MuiRadio-root": { py: 1.5 } }}
      label={
        <Box sx={{ py: 1 }}>
          {label}
          {hint && (
            <Typography variant="caption" component="span" color="textSecondary" sx={{ display: "block" }}>
              {hint}
            </Typography>
          )}
        </Box>
      }
    />
  );
}
