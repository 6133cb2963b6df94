import { Box, Typography } from "@mui/material";

/** JSON to be read and copied. */
export function JsonView({ label, value }: { label: string; value: unknown }) {
  return (
    <Box component="figure" aria-label={label} sx={{ m: 0, minWidth: 0 }}>
      <Typography
        component="pre"
        variant="mono"
        // Long values scroll inside, by keyboard too.
        tabIndex={0}
        sx={{ m: 0, p: 3, maxHeight: 420, overflow: "auto", borderRadius: 1, bgcolor: "tone.canvas", whiteSpace: "pre" }}
      >
        {JSON.stringify(value, null, 2)}
      </Typography>
    </Box>
  );
}
