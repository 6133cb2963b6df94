import type { Json, JsonObject } from "@aqtra/model";
import { ActionIcon } from "@aqtra/ui";
import { Box } from "@mui/material";
import { Languages } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useDocument } from "../../state";
import { TextControl } from "./controls";
import { textOf } from "./props";
import type { EditorProps } from "./props";

const isText = (value: Json | undefined): value is JsonObject => typeof value === "object" && value !== null && !Array.isArray(value);

/** A literal text; behind the globe a translation key, which wins where the locale knows it. */
export function LocalizedTextEditor({ id, setting, spec, value, element, onChange }: EditorProps) {
  const { t } = useTranslation("editor");
  const bound = useBoundTitle(textOf(element.settings["binding"]));
  const fallback = setting === "label" && spec.default_from ? bound : undefined;
  const stored = isText(value) ? value : {};
  const key = textOf(stored["translation_key"]);
  const text = textOf(stored["translation_value"]);
  const [isOpened, setOpened] = useState(false);
  const keyShown = isOpened || key !== "";
  const change = (next: { key?: string; text?: string }, merge: string): void => {
    const result = { translation_key: next.key ?? key, translation_value: next.text ?? text };
    onChange(result.translation_key === "" && result.translation_value === "" ? undefined : result, merge);
  };
  return (
    <Box sx={{ display: "grid", gap: 1 }}>
      <Box sx={{ display: "flex", alignItems: "center", gap: 0.5 }}>
        <TextControl
          id={id}
          label={spec.title}
          text={text}
          placeholder={fallback}
          read={(typed) => ({ value: typed })}
          onChange={(typed, merge) => change({ text: typed }, merge)}
        />
        <ActionIcon
          icon={Languages}
          iconSize={14}
          name={t("properties.translationKeyOf", { label: spec.title })}
          aria-pressed={keyShown}
          onClick={() => setOpened(!keyShown)}
          sx={{ width: 24, height: 24, flex: "none", color: key === "" ? undefined : "primary.main" }}
        />
      </Box>
      {keyShown && (
        <TextControl
          label={t("properties.translationKeyOf", { label: spec.title })}
          text={key}
          placeholder={t("properties.translationKey")}
          mono
          read={(typed) => ({ value: typed.trim() })}
          onChange={(typed, merge) => change({ key: typed }, `${merge}-key`)}
        />
      )}
    </Box>
  );
}

/** What the label says while nothing is entered: the title of the bound property. */
function useBoundTitle(path: string): string | undefined {
  const { properties } = useDocument();
  const property = properties.find(({ name }) => path === `data.${name}`);
  return property && (property.title || property.name);
}
