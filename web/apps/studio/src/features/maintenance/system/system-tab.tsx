import { Box } from "@mui/material";

import { CacheCard } from "./cache-card";
import { KeysCard } from "./keys-card";
import { PublicationCard } from "./publication-card";
import { ReferencesCard } from "./references-card";
import { RetiredCard } from "./retired-card";

/** What mends or tidies the platform itself. */
export function SystemTab() {
  return (
    <Box sx={{ display: "grid", gap: 4, gridTemplateColumns: { xs: "minmax(0, 1fr)", md: "repeat(2, minmax(0, 1fr))" } }}>
      <ReferencesCard />
      <CacheCard />
      <RetiredCard />
      <PublicationCard />
      <KeysCard />
    </Box>
  );
}
