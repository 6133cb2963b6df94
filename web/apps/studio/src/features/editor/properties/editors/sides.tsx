import { Box } from "@mui/material";
import { useTranslation } from "react-i18next";

import { TextControl } from "./controls";
import { readWhole } from "./numbers";
import { effective } from "./props";
import type { EditorProps } from "./props";

function numbers(value: unknown, count: number): number[] {
  if (typeof value === "number") return Array<number>(count).fill(value);
  const list = Array.isArray(value) ? value : [];
  return Array.from({ length: count }, (_, index) => (typeof list[index] === "number" ? list[index] : 0));
}

interface SidesProps extends EditorProps {
  sides: readonly string[];
  onSides: (values: number[], merge: string) => void;
}

function Sides({ id, spec, value, sides, onSides }: SidesProps) {
  const { t } = useTranslation("editor");
  const values = numbers(effective({ value, spec }), sides.length);
  return (
    <Box role="group" aria-label={spec.title} sx={{ display: "grid", gridTemplateColumns: "repeat(4, minmax(0, 1fr))", gap: 1 }}>
      {sides.map((side, index) => (
        <Box key={side} sx={{ display: "grid", justifyItems: "center", "& input": { textAlign: "center" }, "& .MuiInputBase-root": { px: 0.5 } }}>
          <TextControl
            {...(index === 0 ? { id } : {})}
            label={`${spec.title}: ${t(`sides.${side}`)}`}
            text={String(values[index] ?? 0)}
            inputMode="numeric"
            read={readWhole}
            onChange={(next, merge) => onSides(values.map((old, at) => (at === index ? (next ?? 0) : old)), `${merge}${side}`)}
          />
          <Box component="span" aria-hidden sx={{ typography: "caption", fontSize: 10, color: "text.secondary" }}>{t(`sides.${side}`)}</Box>
        </Box>
      ))}
    </Box>
  );
}

const isZero = (values: readonly number[]): boolean => values.every((value) => value === 0);

/** Four sides in the stored order: left, right, top, bottom. */
export function ThicknessEditor(props: EditorProps) {
  return <Sides {...props} sides={["left", "right", "top", "bottom"]} onSides={(values, merge) => props.onChange(isZero(values) ? undefined : values, merge)} />;
}

/** Four corners, stored as one number when they are equal. */
export function RadiusEditor(props: EditorProps) {
  const store = (values: number[], merge: string): void => {
    const [first = 0] = values;
    const even = values.every((value) => value === first);
    props.onChange(isZero(values) ? undefined : even ? first : values, merge);
  };
  return <Sides {...props} sides={["topLeft", "topRight", "bottomRight", "bottomLeft"]} onSides={store} />;
}
