/** The pages of the component above the canvas. */

import { addPage, movePage, newPage, randomIds, referenceUses, removePage } from "@aqtra/model";
import { ActionIcon } from "@aqtra/ui";
import { Box, ButtonBase } from "@mui/material";
import { FileText, Plus, X } from "lucide-react";
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { useSelector } from "react-redux";

import { useConfirm } from "../../../shared/confirm";
import type { WithEditor } from "../state";
import { openPage, useEditorDispatch, useLatestDocument, useRun, useSession } from "../state";
import { UsesList } from "../uses-list";

interface PageHead {
  readonly id: string;
  readonly name: string;
}

/** Ids and names of the pages; what stands on them does not matter here. */
function usePages(): readonly PageHead[] {
  return useSelector(
    ({ editor }: WithEditor) => editor.session?.history.document.pages ?? [],
    (before, after) => before.length === after.length && before.every((page, index) => page.id === after[index]?.id && page.name === after[index].name),
  );
}

export function PageChips() {
  const { t } = useTranslation("editor");
  const pages = usePages();
  const latest = useLatestDocument();
  const run = useRun();
  const dispatch = useEditorDispatch();
  const current = useSession((session) => session.view.page);
  const remove = useRemovePage();
  const add = (): void => {
    const document = latest();
    if (!document) return;
    const page = newPage(document, randomIds);
    run(addPage(page));
    dispatch(openPage(page.id));
  };
  const onKeyDown = (event: KeyboardEvent, page: PageHead, index: number): void => {
    const step = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
    if (step !== 0) {
      event.preventDefault();
      if (event.altKey) run(movePage(page.id, index + step));
      else dispatch(openPage(pages[index + step]?.id ?? page.id));
    }
    if (event.key === "Delete" && pages.length > 1) void remove(page);
  };
  return (
    <Box sx={{ display: "flex", alignItems: "center", gap: 1, minWidth: 0, flex: "1 1 auto", overflowX: "auto" }}>
      <Box role="tablist" aria-label={t("pages.name")} sx={{ display: "flex", gap: 1 }}>
        {pages.map((page, index) => {
          const selected = page.id === current;
          return (
            <Box
              key={page.id}
              role="presentation"
              sx={{
                display: "flex",
                alignItems: "center",
                flex: "none",
                height: 28,
                borderRadius: 1,
                border: 1,
                borderColor: selected ? "primary.main" : "divider",
                bgcolor: selected ? "tone.selected" : "background.paper",
                color: selected ? "text.primary" : "text.secondary",
              }}
            >
              <ButtonBase
                role="tab"
                aria-selected={selected}
                tabIndex={selected ? 0 : -1}
                title={index === 0 ? t("pages.first") : page.name}
                onClick={() => dispatch(openPage(page.id))}
                onKeyDown={(event) => onKeyDown(event, page, index)}
                sx={{ height: "100%", pl: 2, pr: pages.length > 1 ? 1 : 2, gap: 1.5, borderRadius: 1, typography: "body2", fontWeight: selected ? 550 : 400, maxWidth: 220 }}
              >
                <FileText size={14} aria-hidden style={{ flex: "none" }} />
                <Box component="span" sx={{ overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" }}>{page.name}</Box>
              </ButtonBase>
              {pages.length > 1 && (
                <ActionIcon icon={X} iconSize={13} name={t("pages.delete", { name: page.name })} onClick={() => void remove(page)} sx={{ width: 22, height: 22, mr: 0.5 }} />
              )}
            </Box>
          );
        })}
      </Box>
      <ActionIcon icon={Plus} size="small" name={t("pages.add")} onClick={add} />
    </Box>
  );
}

function useRemovePage(): (page: PageHead) => Promise<void> {
  const { t } = useTranslation("editor");
  const latest = useLatestDocument();
  const run = useRun();
  const confirm = useConfirm();
  return async (page) => {
    const document = latest();
    if (!document) return;
    const uses = referenceUses(document, page.id).filter((place) => place.page !== page.id);
    const sure = await confirm({
      title: t("pages.deleteTitle", { name: page.name }),
      text: <UsesList document={document} places={uses} none={t("pages.deleteText")} some={t("pages.deleteUsed")} />,
      action: t("pages.deleteAction"),
      destructive: true,
    });
    if (sure) run(removePage(page.id));
  };
}
