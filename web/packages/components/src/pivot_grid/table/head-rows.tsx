import { RichValue } from "../rich-value";
import { LINE_HEIGHT } from "../styles";
import { headRows } from "../tree";
import type { PivotTableProps } from "./pivot-table";
import { Toggle } from "./toggle";

/** Headings of the columns as they nest, and of the data fields when there are several. */
export function HeadRows({ view, texts, encode, onToggle }: PivotTableProps) {
  const { row, column, data, columnLines } = view;
  const groups = column.length === 0 ? [] : headRows(columnLines);
  const namesData = data.length > 1 || groups.length === 0;
  const corner = row.map(({ caption }) => caption).join(" › ");
  const height = groups.length + (namesData ? 1 : 0);
  // Headings stick below one another.
  const top = (level: number) => ({ top: level * LINE_HEIGHT });
  return (
    <thead>
      {groups.map((cells, level) => (
        <tr key={level}>
          {level === 0 && <Corner text={corner} rows={height} />}
          {cells.map(({ key, line, span, rows, isGroup }) => {
            const name = texts.heading(line, column);
            return (
              <th
                key={key}
                scope={isGroup || data.length > 1 ? "colgroup" : "col"}
                colSpan={span * data.length}
                rowSpan={rows}
                data-kind={line.kind}
                data-group={isGroup || data.length > 1 ? "" : undefined}
                style={top(level)}
              >
                <span className="pivot-head">
                  {line.kind !== "subtotal" && (
                    <Toggle
                      line={line}
                      name={name}
                      isLeveled={false}
                      onToggle={() => {
                        onToggle("column", line.key);
                      }}
                    />
                  )}
                  <span className="pivot-name" title={name}>
                    <RichValue text={name} encode={encode} />
                  </span>
                </span>
              </th>
            );
          })}
        </tr>
      ))}
      {namesData && (
        <tr>
          {groups.length === 0 && <Corner text={corner} rows={1} />}
          {columnLines.flatMap((line) =>
            data.map((field) => (
              <th key={`${line.key}${line.kind}${field.id}`} scope="col" data-kind={line.kind} data-measure="" style={top(groups.length)}>
                {texts.measure(field)}
              </th>
            )),
          )}
        </tr>
      )}
    </thead>
  );
}

/** Names the fields of the rows. */
function Corner({ text, rows }: { text: string; rows: number }) {
  return (
    <th scope="col" rowSpan={rows} className="pivot-corner">
      {text}
    </th>
  );
}
