import { sizeOf } from "@aqtra/model";
import type { Json } from "@aqtra/model";
import { Box } from "@mui/material";
import { useTranslation } from "react-i18next";

import { TextControl } from "./controls";
import { readSize } from "./css";
import { textOf } from "./props";
import type { EditorProps } from "./props";

/** One size for each column; an empty one shares what is left. */
export function SizesEditor({ id, spec, value, element, onChange }: EditorProps) {
  const { t } = useTranslation("editor");
  const sizes: readonly Json[] = Array.isArray(value) ? value : [];
  const store = (index: number, size: Json | undefined): void => {
    const count = Math.max(sizes.length, index + 1);
    const next = Array.from({ length: count }, (_, at) => (at === index ? (size ?? "") : (sizes[at] ?? "")));
    while (next.at(-1) === "") next.pop();
    onChange(next.length === 0 ? undefined : next);
  };
  return (
    <Box role="group" aria-label={spec.title} sx={{ display: "grid", gridTemplateColumns: "repeat(auto-fill, minmax(88px, 1fr))", gap: 1 }}>
      {Array.from({ length: sizeOf(element.settings["column"]) }, (_, index) => (
        <TextControl
          key={index}
          id={index === 0 ? id : `${id}-${index}`}
          label={t("panelList.column", { number: index + 1 })}
          text={textOf(sizes[index])}
          placeholder={t("properties.automatic")}
          read={readSize}
          onChange={(size) => store(index, size)}
        />
      ))}
    </Box>
  );
}
