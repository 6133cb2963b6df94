import { useMemo, useState } from "react";

import type { FieldProperty } from "../model";
import type { EntriesResult, RuntimeApi } from "../runtime-api";
import type { PivotColumn, Resolved } from "../settings";
import { freePrefix } from "../shared/aggregate-query";
import { headOf } from "../shared/paths";
import { useCollection } from "../shared/use-collection";
import { type Answers, type Cell, cellKey, GRAND_TOTAL, loadedOf, pagesOf, type Question, questionId, stateOf } from "./answers";
import { ENTRIES, fieldsOf, type PivotField } from "./fields";
import type { pivotGridSettings } from "./index";
import { type Group, type GroupPath, type LevelQuery, whereGroup, whereValues } from "./queries";
import { type Areas, areasOf, type Axis, type PivotState } from "./state";
import { columnLines, type Line, type Members, membersOf, openLevels, rowLines } from "./tree";
import { useAnswers } from "./use-answers";

export type PivotSettings = Resolved<typeof pivotGridSettings>;

export interface PivotData extends Pick<EntriesResult, "status" | "failure"> {
  readonly fields: readonly PivotField[];
  readonly areas: Areas;
  readonly row: readonly PivotField[];
  readonly column: readonly PivotField[];
  /** What cells show: the data fields, or how many entries there are. */
  readonly data: readonly PivotField[];
  readonly rowLines: readonly Line[];
  readonly columnLines: readonly Line[];
  readonly members: Readonly<Record<Axis, Members>>;
  readonly groups: readonly Group[];
  readonly cell: (row: Line, column: Line) => Cell | undefined;
  readonly isCut: boolean;
  readonly more: () => void;
  readonly shown: string | undefined;
  readonly asked: boolean;
  readonly isEmpty: boolean;
  readonly questions: readonly Question[];
  /** Changes with the fields: answers to other questions are none to these. */
  readonly signature: string;
  readonly onAnswer: (id: string, answer: EntriesResult | undefined) => void;
  readonly refresh: () => void;
  /** The entries behind a cell, as a filter. */
  readonly behind: (row: Line, column: Line) => string;
  /** Filter of the page and the reader; without that on one field, to offer its values. */
  readonly filterWithout: (id: string) => string | undefined;
  readonly component: string | undefined;
  readonly prefix: string;
  readonly property: (path: string) => FieldProperty | undefined;
}

const NOTHING: readonly never[] = [];
const PAGES = 5;

export function usePivotData(settings: PivotSettings, state: PivotState, design: boolean, runtime: RuntimeApi): PivotData {
  const { timeZone } = runtime;
  const columns = settings.columns ?? NOTHING;
  const paths = columns.flatMap(({ field }) => (field ? [field] : []));
  const collection = useCollection(settings, [...paths, ...paths.map(headOf)], NOTHING, design, runtime);
  const { component, property } = collection;
  const info = runtime.useComponent(collection.shown);
  const [most, setMost] = useState(PAGES);

  const text = (column: PivotColumn) => runtime.text(column.title);
  const fields = fieldsOf(columns, { property, text, order: settings.order_fields ?? NOTHING, state });
  const areas = areasOf(columns, state);
  const inArea = (ids: readonly string[]) => ids.flatMap((id) => fields.filter((field) => field.id === id));
  const [row, column, chosen] = [inArea(areas.row), inArea(areas.column), inArea(areas.data)];
  const data = chosen.length > 0 ? chosen : [ENTRIES];
  const prefix = freePrefix(info?.properties ?? NOTHING, "g");

  const filterWithout = (without: string | undefined) => {
    const readers = fields.flatMap((field) => {
      const filter = state.filters[field.id];
      return filter && field.id !== without && areas.data.every((id) => id !== field.id) ? [whereValues(field, filter, timeZone)] : [];
    });
    return [collection.filter, ...readers].filter(Boolean).join(" and ") || undefined;
  };
  const filter = filterWithout(undefined);

  const open = { row: new Set(state.open.row), column: new Set(state.open.column) };
  const base = component === undefined || !info ? undefined : { component, filter, data, prefix, timeZone };
  const signature = JSON.stringify([row, column, data].map((area) => area.map(({ id, path, interval, summary }) => [id, path, interval, summary])));
  const { answers: own, onAnswer } = useAnswers(signature);

  const members = { row: membersIn(own, base, "row", row), column: membersIn(own, base, "column", column) };
  const levels = { row: levelsOf(row, openLevels(members.row, row.length, open.row)), column: levelsOf(column, openLevels(members.column, column.length, open.column)) };
  const questions = base
    ? levels.row.flatMap((rows) =>
        levels.column.flatMap((across) => {
          const query: LevelQuery = { ...base, rows, columns: across };
          const [r, c] = [rows.fields.length, across.fields.length];
          return Array.from({ length: pagesOf(own, r, c, most) }, (_, page): Question => ({ id: questionId(r, c, page), query, page }));
        }),
      )
    : NOTHING;

  const asking = questions.map(({ id }) => id).join(" ");
  // The same answers make the same groups: what is told to scripts is told once.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const loaded = useMemo(() => loadedOf(questions, own), [own, asking]);
  const { status, failure } = stateOf(questions, own);
  const reload = () => {
    for (const answer of own.values()) answer.refresh();
  };
  const targets = paths.map((path) => property(headOf(path))?.component).filter((key) => key !== undefined && key !== null);
  runtime.useEntryNews(component !== undefined && !settings.manual_reload ? [...new Set([component, ...targets])] : NOTHING, reload);
  return {
    fields,
    areas,
    row,
    column,
    data,
    rowLines: rowLines(members.row, row.length, open.row, settings.show_row_grand_totals),
    columnLines: columnLines(members.column, column.length, open.column, settings.show_column_grand_totals),
    members,
    groups: loaded.groups,
    cell: (line, across) => loaded.cells.get(cellKey(line.key, across.key)),
    isCut: loaded.isCut,
    more: () => {
      setMost(most + PAGES);
    },
    status: collection.asked && collection.shown !== undefined && status === "idle" ? "loading" : status,
    failure,
    shown: collection.shown,
    asked: collection.asked,
    isEmpty: status !== "loading" && status !== "idle" && loaded.cells.get(GRAND_TOTAL)?.count === 0,
    questions,
    signature,
    onAnswer,
    refresh: () => {
      collection.refresh();
      reload();
    },
    behind: (line, across) => [filter, ...whereGroup(row, line.path, timeZone), ...whereGroup(column, across.path, timeZone)].filter(Boolean).join(" and "),
    filterWithout,
    component,
    prefix,
    property,
  };
}

type Base = Omit<LevelQuery, "rows" | "columns">;

/** Totals, the first level, and one more for each level in which groups are open. */
function levelsOf(fields: readonly PivotField[], open: readonly (readonly GroupPath[])[]) {
  const none = { fields: NOTHING, parents: undefined };
  if (fields.length === 0) return [none];
  return [none, { fields: fields.slice(0, 1), parents: undefined }, ...open.map((parents, index) => ({ fields: fields.slice(0, index + 2), parents }))];
}

/** The groups of one axis: those of the questions that ask for nothing of the other. */
function membersIn(answers: Answers, base: Base | undefined, axis: Axis, fields: readonly PivotField[]) {
  if (!base) return membersOf(NOTHING, axis, fields);
  const none = { fields: NOTHING, parents: undefined };
  const questions = [...answers.keys()].flatMap((id): Question[] => {
    const [rows = 0, columns = 0, page = 0] = id.split(":").map(Number);
    const [depth, across] = axis === "row" ? [rows, columns] : [columns, rows];
    if (across !== 0 || depth === 0) return [];
    const level = { fields: fields.slice(0, depth), parents: undefined };
    return [{ id, page, query: { ...base, rows: axis === "row" ? level : none, columns: axis === "row" ? none : level } }];
  });
  questions.sort((one, other) => one.page - other.page);
  return membersOf(loadedOf(questions, answers).groups, axis, fields);
}
