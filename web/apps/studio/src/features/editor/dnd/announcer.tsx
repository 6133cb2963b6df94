import { findElement } from "@aqtra/model";
import { VisuallyHidden } from "@aqtra/ui";
import { useTranslation } from "react-i18next";

import { useDocument } from "../state";
import { useDrop } from "./context";

/** Says where the dragged thing would land. */
export function Announcer() {
  const { t } = useTranslation("editor");
  const document = useDocument();
  const { active, place } = useDrop();
  const container = place && findElement(document, place.parent)?.element;
  return (
    <VisuallyHidden>
      <span aria-live="assertive">
        {active && container && t("drag.place", { container: container.name, number: place.index + 1, count: container.children.length + 1 })}
      </span>
    </VisuallyHidden>
  );
}
