import { EmptyState } from "@aqtra/ui";
import { Box, Typography } from "@mui/material";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { SearchField } from "../properties/search-field";
import { ToolRow } from "./tool-row";
import { TOOL_GROUPS, matching } from "./tools";

export function Toolbox() {
  const { t } = useTranslation("editor");
  const [words, setWords] = useState("");
  const found = matching(words);
  return (
    <Box sx={{ display: "flex", flexDirection: "column", minHeight: 0, flex: "1 1 0" }}>
      <SearchField label={t("toolbox.search")} value={words} onChange={setWords} />
      <Box sx={{ overflow: "auto", flex: "1 1 0", px: 2, pb: 4 }}>
        {found.length === 0 && <EmptyState compact title={t("toolbox.nothing")} />}
        {TOOL_GROUPS.map((group) => {
          const tools = found.filter((tool) => tool.group === group);
          if (tools.length === 0) return null;
          return (
            <Box key={group} component="section" aria-label={t(`toolbox.groups.${group}`)} sx={{ mt: 3 }}>
              <Typography component="h3" variant="overline" color="textSecondary" sx={{ display: "block", px: 2, pb: 1 }}>
                {t(`toolbox.groups.${group}`)}
              </Typography>
              <Box component="ul" sx={{ listStyle: "none", m: 0, p: 0 }}>
                {tools.map((tool) => (
                  <ToolRow key={tool.item} tool={tool} />
                ))}
              </Box>
            </Box>
          );
        })}
      </Box>
    </Box>
  );
}
