import type { Stage } from "@aqtra/model";
import { moveStage, removeStage } from "@aqtra/model";
import { ActionIcon } from "@aqtra/ui";
import { Menu, MenuItem } from "@mui/material";
import { ArrowLeft, ArrowRight, Ellipsis, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useConfirm } from "../../shared/confirm";
import { useDesigner } from "./designer-context";

/** What can be done with a stage besides renaming it where it stands. */
export function StageMenu({ stage, column }: { stage: Stage; column: number }) {
  const { t } = useTranslation("flows");
  const { flow, run, select } = useDesigner();
  const confirm = useConfirm();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const close = (): void => setAnchor(null);
  const move = (to: number) => () => {
    close();
    run(moveStage(flow.key, stage.id, to));
  };
  const remove = async (): Promise<void> => {
    close();
    const count = stage.steps.length;
    const yes =
      count === 0 ||
      (await confirm({
        title: t("deleteStage.title", { name: stage.name }),
        text: t("deleteStage.text", { count }),
        action: t("deleteStage.action"),
        destructive: true,
      }));
    if (!yes) return;
    select(null);
    run(removeStage(flow.key, stage.id));
  };
  return (
    <>
      <ActionIcon
        icon={Ellipsis}
        size="small"
        name={t("stageMenu", { name: stage.name })}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
      />
      <Menu open={anchor !== null} anchorEl={anchor} onClose={close}>
        <MenuItem disabled={column === 0} onClick={move(column - 1)}>
          <ArrowLeft size={16} aria-hidden />
          {t("moveStageLeft")}
        </MenuItem>
        <MenuItem disabled={column === flow.stages.length - 1} onClick={move(column + 1)}>
          <ArrowRight size={16} aria-hidden />
          {t("moveStageRight")}
        </MenuItem>
        <MenuItem onClick={() => void remove()} sx={{ color: "error.main" }}>
          <Trash2 size={16} aria-hidden />
          {t("deleteStage.action")}
        </MenuItem>
      </Menu>
    </>
  );
}
