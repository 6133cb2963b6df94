import type { Json, JsonObject, Step } from "@aqtra/model";
import { Box } from "@mui/material";

import { isShown, withRowOf } from "../requirements";
import type { Parameter } from "../types";
import { ParameterEditor } from "./parameter-editor";

interface MembersProps {
  step: Step;
  at: string;
  columns: readonly Parameter[];
  members: JsonObject;
  onMembers: (members: JsonObject) => void;
}

/** Types whose fields are narrow enough to stand two in a line. */
const NARROW: ReadonlySet<string> = new Set(["string", "integer", "enum", "field_path", "new_field", "property_ref", "duration"]);

function spanOf(columns: readonly Parameter[], index: number): string | undefined {
  const narrow = columns.map(({ type }) => NARROW.has(type));
  if (!narrow[index]) return "1 / -1";
  const before = narrow.slice(0, index).lastIndexOf(false) + 1;
  const until = narrow.indexOf(false, index);
  // The last of an odd number of narrow ones takes the whole line.
  const isLast = index === (until < 0 ? narrow.length : until) - 1;
  return isLast && (index - before) % 2 === 0 ? "1 / -1" : undefined;
}

/** The members of a row or of a settings object, drawn by the editors of their types. */
export function Members({ step, at, columns, members, onMembers }: MembersProps) {
  const inside = withRowOf(step, members);
  const shown = columns.filter((column) => isShown(inside, column, columns));
  const change = (column: Parameter, value: Json | undefined): void => {
    const isDefault = value === undefined || value === "" || JSON.stringify(value) === JSON.stringify(column.default);
    const rest = Object.fromEntries(Object.entries(members).filter(([name]) => name !== column.name));
    onMembers(isDefault ? rest : { ...members, [column.name]: value });
  };
  return (
    <Box sx={{ display: "grid", gridTemplateColumns: "repeat(2, minmax(0, 1fr))", columnGap: 2, rowGap: 3, alignItems: "end" }}>
      {shown.map((column, index) => (
        <Box key={column.name} sx={{ gridColumn: spanOf(shown, index), minWidth: 0 }}>
          <ParameterEditor step={inside} parameter={column} at={at} value={members[column.name] ?? column.default} onChange={(value) => change(column, value)} />
        </Box>
      ))}
    </Box>
  );
}
