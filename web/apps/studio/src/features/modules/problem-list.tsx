import { Box, ButtonBase, Paper, Typography } from "@mui/material";
import { CircleCheck, CircleX } from "lucide-react";
import { useTranslation } from "react-i18next";

import type { CompileProblem } from "./api";

interface ProblemListProps {
  problems: CompileProblem[];
  /** The module was changed after it was compiled. */
  isOld: boolean;
  onGoTo: (line: number) => void;
}

/** What keeps a module from being imported; a click leads to the line. */
export function ProblemList({ problems, isOld, onGoTo }: ProblemListProps) {
  const { t } = useTranslation("modules");
  return (
    <Paper component="section" variant="outlined" aria-labelledby="module-problems" sx={{ flex: "none", maxHeight: 220, overflow: "auto" }}>
      <Box sx={{ display: "flex", flexWrap: "wrap", alignItems: "center", columnGap: 3, px: 4, py: 2 }}>
        <Typography id="module-problems" variant="subtitle2" component="h2">
          {t("problems.title")}
        </Typography>
        <Box
          role="status"
          sx={{ display: "flex", alignItems: "center", gap: 1, typography: "body2", color: problems.length === 0 ? "success.main" : "error.main" }}
        >
          {problems.length === 0 ? <CircleCheck size={14} aria-hidden /> : <CircleX size={14} aria-hidden />}
          {problems.length === 0 ? t("problems.none") : t("problems.count", { count: problems.length })}
        </Box>
        {isOld && (
          <Typography variant="body2" color="textSecondary">
            {t("problems.old")}
          </Typography>
        )}
      </Box>
      {problems.length > 0 && (
        <Box component="ul" sx={{ listStyle: "none", m: 0, p: 1, pt: 0 }}>
          {problems.map((problem) => (
            <li key={`${problem.line}:${problem.column}:${problem.code}`}>
              <ButtonBase
                onClick={() => onGoTo(problem.line)}
                sx={{ width: "100%", minHeight: 32, px: 3, py: 1, gap: 3, justifyContent: "flex-start", alignItems: "baseline", textAlign: "start", borderRadius: 1, typography: "body2", "&:hover, &:focus-visible": { bgcolor: "tone.hover" } }}
              >
                <Box component="span" sx={{ flex: "none", minWidth: 40, fontFamily: "monospace", color: "text.secondary" }}>
                  {t("problems.place", { line: problem.line, column: problem.column })}
                </Box>
                <Box component="span" sx={{ minWidth: 0, overflowWrap: "anywhere" }}>
                  {t(`codes.${problem.code}`, { ...problem.params, defaultValue: problem.message })}
                </Box>
              </ButtonBase>
            </li>
          ))}
        </Box>
      )}
    </Paper>
  );
}
