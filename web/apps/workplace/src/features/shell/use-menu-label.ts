import type { OpenMenuItem } from "@aqtra/api";
import { useText } from "@aqtra/runtime";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";

import type { LabelOf } from "./menu-tree";

/** Caption of a menu item in the reader's language. */
export function useMenuLabel(): LabelOf {
  const text = useText();
  const { t } = useTranslation("workplace");
  return useCallback((item: OpenMenuItem) => text(toText(item.label)) || t("untitled"), [text, t]);
}

function toText(label: OpenMenuItem["label"]) {
  return { translation_key: label.translation_key ?? "", translation_value: label.translation_value ?? "" };
}
