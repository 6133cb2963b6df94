import { Box } from "@mui/material";

/** The product's sign: a drop whose lower edge is a wave. Decorative; the name stands beside it. */
export function Wordmark({ size = 28 }: { size?: number }) {
  return (
    <Box component="svg" viewBox="0 0 32 32" width={size} height={size} aria-hidden sx={{ color: "primary.main", flexShrink: 0 }}>
      <rect width="32" height="32" rx="8" fill="currentColor" />
      <path d="M16 6c4.6 5 7 8.6 7 11.9a7 7 0 0 1-14 0C9 14.6 11.4 11 16 6Z" fill="var(--aq-palette-background-paper)" />
      <path d="M11.6 18.4c1.5-1.3 2.9-1.3 4.4 0s2.9 1.3 4.4 0" fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" />
    </Box>
  );
}
