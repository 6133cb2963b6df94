/** Answers to the questions of a pivot, kept by what was asked. */
import type { EntriesResult } from "../runtime-api";
import { type Group, groupsIn, type LevelQuery, PAGE } from "./queries";
import { keyOf, ROOT } from "./tree";

export interface Question {
  /** The level of rows, that of columns, and the page. */
  readonly id: string;
  readonly query: LevelQuery;
  readonly page: number;
}

export type Answers = ReadonlyMap<string, EntriesResult>;

export interface Cell {
  readonly count: number;
  readonly values: readonly unknown[];
}

export interface Loaded {
  readonly groups: readonly Group[];
  readonly cells: ReadonlyMap<string, Cell>;
  /** There are groups beyond what was asked for. */
  readonly isCut: boolean;
}

export const questionId = (rows: number, columns: number, page: number) => `${rows}:${columns}:${page}`;

export function cellKey(row: string, column: string): string {
  return `${row}|${column}`;
}

/** How many pages of a level there are to ask for, as far as is known yet. */
export function pagesOf(answers: Answers, rows: number, columns: number, most: number): number {
  const count = answers.get(questionId(rows, columns, 0))?.count ?? 0;
  return Math.max(1, Math.min(most, Math.ceil(count / PAGE)));
}

export function loadedOf(questions: readonly Question[], answers: Answers): Loaded {
  const groups: Group[] = [];
  const cells = new Map<string, Cell>();
  let isCut = false;
  for (const { id, query, page } of questions) {
    const answer = answers.get(id);
    if (!answer) continue;
    for (const group of groupsIn(query, answer.rows)) {
      groups.push(group);
      cells.set(cellKey(keyOf(group.row), keyOf(group.column)), { count: group.count, values: group.values });
    }
    const isLast = !questions.some((other) => other.id === questionId(query.rows.fields.length, query.columns.fields.length, page + 1));
    isCut ||= isLast && (answer.count ?? 0) > (page + 1) * PAGE;
  }
  return { groups, cells, isCut };
}

export const GRAND_TOTAL = cellKey(ROOT, ROOT);

/** One state for all: the first failure, loading until everything has come once, refreshing while anything is on its way. */
export function stateOf(questions: readonly Question[], answers: Answers): Pick<EntriesResult, "status" | "failure"> {
  const found = questions.map(({ id }) => answers.get(id));
  const failed = found.find((answer) => answer?.status === "failed");
  if (failed) return { status: "failed", failure: failed.failure };
  if (questions.length === 0) return { status: "idle", failure: undefined };
  // Groups that have just been opened come in where they belong; what is there stays.
  const grand = answers.get(questionId(0, 0, 0));
  const first = questions.filter(({ query }) => query.rows.fields.length <= 1 && query.columns.fields.length <= 1);
  const isNew = (answer: EntriesResult | undefined) => !answer || answer.status === "loading" || answer.status === "idle";
  if (!grand || first.some(({ id }) => isNew(answers.get(id)))) return { status: "loading", failure: undefined };
  return { status: found.every((answer) => answer?.status === "ready") ? "ready" : "refreshing", failure: undefined };
}
