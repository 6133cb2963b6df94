import type { Element } from "@aqtra/model";
import { movePage, pageNameProblem, renamePage } from "@aqtra/model";
import { ActionIcon } from "@aqtra/ui";
import { Box, Typography } from "@mui/material";
import { ArrowLeft, ArrowRight } from "lucide-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";

import { useDocument, useRun } from "../state";
import { CommitControl } from "./editors/controls";
import { Row } from "./rows";

/** A page's name is any text, unique among the pages; its place decides whether it is the record form. */
export function PageName({ page }: { page: Element }) {
  const { t } = useTranslation("editor");
  const document = useDocument();
  const run = useRun();
  const id = useId();
  const [problem, setProblem] = useState<string | null>(null);
  const index = document.pages.findIndex((candidate) => candidate.id === page.id);
  const explain = (name: string): string | null => {
    const found = pageNameProblem(document, page.id, name);
    return found && t(`names.${found}`);
  };
  return (
    <>
      <Row label={t("properties.name")} htmlFor={id} about={t("pages.nameAbout")} error={problem} errorId={`${id}-error`}>
        <CommitControl id={id} label={t("properties.name")} text={page.name} problem={explain} onProblem={setProblem} describedBy={`${id}-error`} onCommit={(name) => run(renamePage(page.id, name))} />
      </Row>
      <Row label={t("pages.place")}>
        <Box sx={{ display: "flex", alignItems: "center", gap: 0.5 }}>
          <ActionIcon icon={ArrowLeft} iconSize={14} name={t("pages.moveLeft")} disabled={index === 0} onClick={() => run(movePage(page.id, index - 1))} sx={{ width: 26, height: 26 }} />
          <ActionIcon icon={ArrowRight} iconSize={14} name={t("pages.moveRight")} disabled={index === document.pages.length - 1} onClick={() => run(movePage(page.id, index + 1))} sx={{ width: 26, height: 26 }} />
          <Typography variant="caption" color="textSecondary" noWrap title={index === 0 ? t("pages.first") : undefined}>
            {index === 0 ? t("pages.firstShort") : t("pages.nth", { number: index + 1, count: document.pages.length })}
          </Typography>
        </Box>
      </Row>
    </>
  );
}
