import type { DndContextProps, UniqueIdentifier } from "@dnd-kit/core";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { useDesigner } from "./designer-context";
import { footOf } from "./moves";
import { inOrder } from "./wiring";

/** What screen readers hear while a step is dragged. */
export function useAnnouncements(): DndContextProps["accessibility"] {
  const { t } = useTranslation("flows");
  const { flow } = useDesigner();
  return useMemo(() => {
    const nameOf = (id: UniqueIdentifier): string => {
      const stage = flow.stages.find((candidate) => footOf(candidate.id) === id);
      if (stage) return t("drag.stageEnd", { name: stage.name });
      return inOrder(flow).find((step) => step.id === id)?.name ?? "";
    };
    return {
      screenReaderInstructions: { draggable: t("drag.help") },
      announcements: {
        onDragStart: ({ active }) => t("drag.picked", { name: nameOf(active.id) }),
        onDragOver: ({ active, over }) => (over ? t("drag.over", { name: nameOf(active.id), place: nameOf(over.id) }) : undefined),
        onDragEnd: ({ active }) => t("drag.dropped", { name: nameOf(active.id) }),
        onDragCancel: ({ active }) => t("drag.cancelled", { name: nameOf(active.id) }),
      },
    };
  }, [flow, t]);
}
