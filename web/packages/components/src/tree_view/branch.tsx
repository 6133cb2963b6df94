/** The items below one item of a tree: asked for when it is opened. */
import { TreeItem } from "@mui/x-tree-view/TreeItem";
import { type ReactNode, useEffect } from "react";
import { useTranslation } from "react-i18next";

import type { Element, Entry } from "../model";
import type { EntriesResult, RuntimeApi } from "../runtime-api";
import type { OrderField } from "../settings";
import { displayValue } from "../shared/display";
import { orderBy } from "../shared/paths";
import { isReference } from "../shared/reference";
import { allOf, groupsIn, groupsQuery, type Level, parentsQuery, whereEqual } from "./levels";

/** What an item stands for. */
export type Node = { readonly entry: Entry } | { readonly group: unknown } | { readonly act: () => void };

export interface Tree {
  readonly component: string;
  readonly title: string;
  readonly levels: readonly Level[];
  readonly order: readonly OrderField[];
  readonly column: string;
  readonly select: readonly string[];
  readonly expand: readonly string[];
  readonly watched: readonly string[];
  readonly expanded: ReadonlySet<string>;
  /** So many items of a branch are shown; more when they are asked for. */
  readonly limitOf: (branch: string) => number;
  readonly more: (branch: string) => void;
  /** The tree itself. */
  readonly node: Element;
  readonly runtime: RuntimeApi;
  /** Says what the item of an id stands for. */
  readonly register: (id: string, node: Node) => void;
}

interface BranchProps {
  tree: Tree;
  /** Id of the item that this is below; empty for the tree itself. */
  id: string;
  level: number;
  filter: string | undefined;
  /** Numbers of the entries above, the nearest last. */
  above: readonly number[];
  onLoaded?: (result: EntriesResult) => void;
}

export function Branch(props: BranchProps) {
  const level = props.tree.levels[props.level];
  return level && !level.isParent ? <Groups {...props} at={level} /> : <Entries {...props} parent={level} />;
}

function Groups({ tree, id, level, filter, above, onLoaded, at }: BranchProps & { at: Level }) {
  const { t } = useTranslation("components");
  const { runtime } = tree;
  const limit = tree.limitOf(id);
  const result = runtime.useEntries(groupsQuery(tree.component, filter, at, tree.order, tree.column, limit));
  useLoaded(tree, result, onLoaded);
  const nameOf = (value: unknown) =>
    value === null ? t("treeMissing") : displayValue(value, at.property, { locale: runtime.locale, timeZone: runtime.timeZone, yes: t("yes"), no: t("no") });
  return (
    <>
      {groupsIn(result.rows, at, tree.column).map(({ value, count }) => {
        const key = isReference(value) ? value.id : value;
        const item = `${id}/${level}:${String(key)}`;
        return (
          <Item key={item} tree={tree} id={item} node={{ group: value }} label={nameOf(value)} count={count}>
            <Branch tree={tree} id={item} level={level + 1} filter={allOf(filter, whereEqual(at, value, runtime.timeZone))} above={above} />
          </Item>
        );
      })}
      <Rest tree={tree} id={id} result={result} limit={limit} />
    </>
  );
}

function Entries({ tree, id, level, filter, above, onLoaded, parent }: BranchProps & { parent: Level | undefined }) {
  const { runtime, component } = tree;
  const limit = tree.limitOf(id);
  const below = parent && whereEqual(parent, above.at(-1) ?? null, runtime.timeZone);
  const result = runtime.useEntries({
    component,
    filter: allOf(filter, below),
    orderby: orderBy(tree.order),
    select: tree.select,
    expand: tree.expand,
    top: limit,
    count: true,
  });
  useLoaded(tree, result, onLoaded);
  const rows = result.rows.filter(({ id: row }) => !above.includes(row));
  const ids = rows.map((row) => row.id);
  const parents = runtime.useEntries(parent && ids.length > 0 ? parentsQuery(component, filter, parent, ids) : null);
  const withChildren = new Set(parent ? groupsIn(parents.rows, parent, tree.column).map(({ value }) => (isReference(value) ? value.id : value)) : []);
  const cut = result.rows.find((row) => above.includes(row.id))?.id;
  useEffect(() => {
    if (cut !== undefined) console.warn(`Entry ${cut} of ${component} stands above itself: the tree goes no further there.`);
  }, [cut, component]);
  return (
    <>
      {rows.map((entry) => {
        const item = `${id}/${entry.id}`;
        return (
          <Item key={item} tree={tree} id={item} node={{ entry }} label={entry.name || `${tree.title} #${entry.id}`}>
            {withChildren.has(entry.id) ? <Branch tree={tree} id={item} level={level} filter={filter} above={[...above, entry.id]} /> : undefined}
          </Item>
        );
      })}
      <Rest tree={tree} id={id} result={result} limit={limit} />
    </>
  );
}

interface ItemProps {
  tree: Tree;
  id: string;
  node: Node;
  label: string;
  count?: number;
  children?: ReactNode;
}

function Item({ tree, id, node, label, count, children }: ItemProps) {
  const { register } = tree;
  useEffect(() => {
    register(id, node);
  });
  const text = count === undefined ? label : `${label} (${new Intl.NumberFormat(tree.runtime.locale).format(count)})`;
  return (
    <TreeItem itemId={id} label={text}>
      {/* Not asked for before it is opened; something must stand there for it to be openable. */}
      {children && (tree.expanded.has(id) ? children : <span hidden />)}
    </TreeItem>
  );
}

/** What is on its way, what failed, and what was left out. */
function Rest({ tree, id, result, limit }: { tree: Tree; id: string; result: EntriesResult; limit: number }) {
  const { t } = useTranslation("components");
  const item = `${id}/?`;
  if (result.status === "failed") {
    return <Item tree={tree} id={item} node={{ act: result.refresh }} label={t("treeRetry", { message: result.failure?.message ?? "" })} />;
  }
  if (result.status === "loading" || result.status === "idle") return <TreeItem itemId={item} label={t("loading")} disabled />;
  if ((result.count ?? 0) <= limit) return null;
  return (
    <Item
      tree={tree}
      id={item}
      node={{
        act: () => {
          tree.more(id);
        },
      }}
      label={t("treeMore")}
    />
  );
}

function useLoaded({ node, runtime, watched }: Tree, result: EntriesResult, onLoaded: BranchProps["onLoaded"]) {
  runtime.useEntryNews(watched, result.refresh);
  runtime.useRefreshes(node, result.refresh);
  const { status, rows } = result;
  useEffect(() => {
    onLoaded?.(result);
    // Only a new answer is news.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [status, rows, onLoaded]);
}
