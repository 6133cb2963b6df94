import Button from "@mui/material/Button";
import { styled } from "@mui/material/styles";
import { SimpleTreeView } from "@mui/x-tree-view/SimpleTreeView";
import { TreeItem } from "@mui/x-tree-view/TreeItem";
import { EmptyState, ErrorState, SkeletonRows } from "@aqtra/ui";
import { Inbox, ListTree, RefreshCw } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { ViewProps } from "../define";
import type { CommandParameters, EntriesResult } from "../runtime-api";
import { odataPath } from "../shared/odata";
import { headOf, parameterSources, selection } from "../shared/paths";
import { useCollection } from "../shared/use-collection";
import { useCollectionEvents } from "../shared/use-collection-events";
import { Branch, type Node, type Tree } from "./branch";
import type { treeViewSettings } from "./index";
import { countColumn, levelsOf } from "./levels";

const Frame = styled("section")(({ theme }) => ({
  height: "100%",
  minWidth: 0,
  overflow: "auto",
  "& .MuiTreeItem-content": { minHeight: 32, borderRadius: theme.shape.borderRadius, paddingBlock: theme.spacing(1) },
  "& .MuiTreeItem-label": { ...theme.typography.body2, overflowWrap: "anywhere" },
}));

const NOTHING: readonly never[] = [];
const STEP = 100;
const NOT_ASKED: Pick<EntriesResult, "status" | "rows"> = { status: "idle", rows: [] };

export function TreeViewView(props: ViewProps<typeof treeViewSettings>) {
  return props.design ? <DesignedTree {...props} /> : <LiveTree {...props} />;
}

function LiveTree({ node, settings, runtime }: ViewProps<typeof treeViewSettings>) {
  const { t } = useTranslation("components");
  const [expanded, setExpanded] = runtime.useElementState<readonly string[]>(node, NOTHING);
  const [limits, setLimits] = useState<Readonly<Record<string, number>>>({});
  const [root, setRoot] = useState<Pick<EntriesResult, "status" | "rows"> & Partial<EntriesResult>>(NOT_ASKED);
  const [nodes] = useState(newRegistry);
  const paths = settings.group_by ?? NOTHING;
  const sources = parameterSources(settings.action_parameters);
  const collection = useCollection({ ...settings, component: settings.data_object }, [...paths, ...sources, ...sources.map(headOf)], NOTHING, false, runtime);
  const { shown, component, property } = collection;
  const info = runtime.useComponent(shown);
  useCollectionEvents(node, root, collection.refresh, false, runtime);

  const own = sources.filter((path) => odataPath(path) !== "" && property(headOf(path)) !== undefined);
  const { select: fields, expand } = selection(own, property);
  const tree: Tree | undefined =
    component === undefined || !info
      ? undefined
      : {
          component,
          title: info.title,
          levels: levelsOf(paths, property, component),
          order: settings.order_fields ?? NOTHING,
          column: countColumn(info.properties),
          select: [...new Set(["name", ...fields])],
          expand,
          watched: settings.manual_reload ? NOTHING : [component],
          expanded: new Set(expanded),
          limitOf: (branch) => limits[branch] ?? STEP,
          more: (branch) => {
            setLimits({ ...limits, [branch]: (limits[branch] ?? STEP) + STEP });
          },
          node,
          runtime,
          register: nodes.register,
        };

  const run = (id: string) => {
    const item = nodes.read(id);
    if (!item) return;
    if ("act" in item) item.act();
    if ("group" in item) setExpanded(expanded.includes(id) ? expanded.filter((other) => other !== id) : [...expanded, id]);
    if (!("entry" in item) || settings.command_type === "none") return;
    const target = settings.command_type === "edit_record" ? undefined : settings.target_component;
    const parameters: CommandParameters = { ...settings, component: target ?? shown };
    void runtime.runCommand({ element: node, command: settings.command_type, parameters, row: item.entry, rowComponent: shown });
  };
  const select = (id: string) => {
    const item = nodes.read(id);
    if (item && !("act" in item)) void runtime.emit(node, "on_item_selected", "entry" in item ? item.entry : item.group);
  };

  if (!collection.asked) {
    const refresh = (
      <Button size="small" startIcon={<RefreshCw size={14} aria-hidden />} onClick={collection.refresh}>
        {t("gridRefresh")}
      </Button>
    );
    return <EmptyState compact icon={Inbox} title={t("listEmpty")} text={t("gridManual")} action={refresh} />;
  }
  if (collection.isEmpty) return <EmptyState compact icon={Inbox} title={t("listEmpty")} />;
  if (!tree) return <SkeletonRows rows={4} height={32} />;
  const isReady = root.status === "ready" || root.status === "refreshing";
  const isEmpty = isReady && root.rows.length === 0;
  return (
    <Frame aria-busy={root.status === "loading" || root.status === "refreshing"}>
      {isEmpty && <EmptyState compact icon={Inbox} title={t("listEmpty")} />}
      {root.status === "failed" && <ErrorState compact title={root.failure?.message} text={null} traceId={root.failure?.traceId} onRetry={root.refresh} />}
      <SimpleTreeView
        aria-label={t("treeLabel", { component: info?.title ?? "" })}
        style={isEmpty || root.status === "failed" ? { display: "none" } : undefined}
        expansionTrigger="iconContainer"
        expandedItems={[...expanded]}
        onExpandedItemsChange={(_, ids) => {
          setExpanded(ids);
        }}
        onItemClick={(_, id) => {
          run(id);
        }}
        onSelectedItemsChange={(event, id) => {
          if (id === null) return;
          select(id);
          // A click runs by itself, also a second one on what is selected already.
          if (event?.type === "keydown") run(id);
        }}
      >
        <Branch tree={tree} id="" level={0} filter={collection.filter} above={NOTHING} onLoaded={setRoot} />
      </SimpleTreeView>
    </Frame>
  );
}

/** What the items of a tree stand for, by id: the tree itself tells ids only. */
function newRegistry() {
  const nodes = new Map<string, Node>();
  return {
    register: (id: string, item: Node) => {
      nodes.set(id, item);
    },
    read: (id: string) => nodes.get(id),
  };
}

/** On the canvas: the shape of a tree with its levels. */
function DesignedTree({ settings, runtime }: ViewProps<typeof treeViewSettings>) {
  const { t } = useTranslation("components");
  const paths = settings.group_by ?? NOTHING;
  const { shown, property } = useCollection({ ...settings, component: settings.data_object }, paths, NOTHING, true, runtime);
  const title = runtime.useComponent(shown)?.title;
  if (!shown) return <EmptyState compact icon={ListTree} title={t("gridNoComponent")} />;
  const labels = [...paths.map((path) => property(path)?.title ?? path), title ?? ""];
  return (
    <Frame>
      <SimpleTreeView aria-label={t("treeLabel", { component: title ?? "" })} expandedItems={labels.map((_, index) => String(index))}>
        <DesignedLevel labels={labels} at={0} />
      </SimpleTreeView>
    </Frame>
  );
}

function DesignedLevel({ labels, at }: { labels: readonly string[]; at: number }) {
  return (
    <TreeItem itemId={String(at)} label={labels[at]}>
      {at + 1 < labels.length ? <DesignedLevel labels={labels} at={at + 1} /> : undefined}
    </TreeItem>
  );
}
