import Button from "@mui/material/Button";
import LinearProgress from "@mui/material/LinearProgress";
import Skeleton from "@mui/material/Skeleton";
import { EmptyState, ErrorState, VisuallyHidden } from "@aqtra/ui";
import { Inbox, LayoutList, RefreshCw } from "lucide-react";
import { useContext, useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";

import { cssSize } from "../box";
import type { ViewProps } from "../define";
import type { Entry } from "../model";
import type { CommandParameters } from "../runtime-api";
import { useCollectionEvents } from "../shared/use-collection-events";
import { Card, DraggableCard } from "./card";
import { CardLabel } from "./card-label";
import { DragList } from "./drag/drag-list";
import { useDropList } from "./drag/use-drop-list";
import type { listViewSettings } from "./index";
import { cardsStyle } from "./list-styles";
import { PageSelector } from "./page-selector";
import { ListFrame } from "./styles";
import { cardName, holdsLists } from "./template";
import { useListData } from "./use-list-data";

interface ListState {
  page: number;
}

const FIRST_PAGE: ListState = { page: 0 };
const NO_ROWS: readonly Entry[] = [];
const MOST_SKELETONS = 6;

export function ListViewView(props: ViewProps<typeof listViewSettings>) {
  return props.design ? <DesignedList {...props} /> : <LiveList {...props} />;
}

function LiveList({ node, settings, renderItem, runtime }: ViewProps<typeof listViewSettings>) {
  const { t } = useTranslation("components");
  const [state, setState] = runtime.useElementState<ListState>(node, FIRST_PAGE);
  const data = useListData(node, settings, state.page, false, runtime);
  const { entries, pageSize, loading, paths, property } = data;
  useCollectionEvents(node, entries, data.refresh, false, runtime);
  const title = runtime.useComponent(data.shown)?.title ?? "";
  const around = useContext(CardLabel);
  const label = around ? t("listLabelOf", { component: title, card: around }) : t("listLabel", { component: title });
  const { list: dropList, root, rows, landing, dragged } = useDropList(node, settings, label, data, entries.status === "failed" ? NO_ROWS : entries.rows, runtime);
  const isColumn = useMemo(() => holdsLists(node.children), [node]);
  const nameOf = (entry: Entry) => cardName(entry, paths, property, title);

  const lastPage = Math.max(0, Math.ceil((entries.count ?? 0) / pageSize) - 1);
  const isBeyond = entries.status === "ready" && entries.count !== undefined && state.page > lastPage;
  useEffect(() => {
    // Others may remove what the last page showed.
    if (isBeyond) setState({ page: lastPage });
  }, [isBeyond, lastPage, setState]);

  const run = (row: Entry) => {
    const { command_type: command, target_component: target } = settings;
    const parameters: CommandParameters = { ...settings, component: (command === "edit_record" ? undefined : target) ?? data.shown };
    void runtime.runCommand({ element: node, command, parameters, row, rowComponent: data.shown });
  };
  const OneCard = settings.enable_drag_and_drop ? DraggableCard : Card;
  // The landing counts the cards without the dragged one.
  const others = rows.filter(({ id }) => id !== dragged);
  const landingAt = (entry: Entry): "before" | "after" | undefined => {
    if (landing === undefined || entry.id === dragged) return undefined;
    if (others[landing] === entry) return "before";
    return landing >= others.length && others.at(-1) === entry ? "after" : undefined;
  };
  const isSideways = settings.orientation === "horizontal" || settings.number_of_columns > 1;
  const style = cardsStyle(settings);
  // Cards that do nothing take no focus; where they are scrolled, the keyboard has to get at them all the same.
  const isReached = settings.orientation === "horizontal" && settings.command_type === "none" && !settings.enable_drag_and_drop;
  const cards = (
    <ul
      className="list-cards"
      aria-label={label}
      // What is scrolled sideways has to be reached by the keyboard, where no card in it can be.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={isReached ? 0 : undefined}
      data-orientation={settings.orientation}
      data-sideways={isSideways ? "" : undefined}
      style={style}
    >
      {rows.map((entry) => (
        <OneCard
          key={entry.id}
          id={entry.id}
          name={nameOf(entry)}
          isColumn={isColumn}
          landing={landingAt(entry)}
          onRun={
            settings.command_type === "none"
              ? undefined
              : () => {
                  run(entry);
                }
          }
        >
          {renderItem?.(entry)}
        </OneCard>
      ))}
    </ul>
  );
  const isEmpty = !loading && rows.length === 0 && entries.status !== "failed";
  const body = (
    <div
      className="list-body"
      data-drop-list={settings.enable_drag_and_drop ? "" : undefined}
      data-orientation={settings.orientation}
      data-sized={cssSize(settings.height) ? "" : undefined}
      data-landing={landing !== undefined && others.length === 0 ? "" : undefined}
      ref={root}
    >
      {entries.status === "refreshing" && <LinearProgress className="list-progress" />}
      {loading && <LoadingCards count={Math.min(pageSize, MOST_SKELETONS)} settings={settings} />}
      {rows.length > 0 && cards}
      {isEmpty && (settings.enable_drag_and_drop || around) && data.asked && <div className="list-empty">{t(settings.enable_drag_and_drop ? "listDropHere" : "listEmpty")}</div>}
      {isEmpty && !((settings.enable_drag_and_drop || around) && data.asked) && (
        <EmptyState
          compact
          icon={Inbox}
          title={t("listEmpty")}
          text={data.asked ? undefined : t("gridManual")}
          action={
            data.asked ? undefined : (
              <Button size="small" startIcon={<RefreshCw size={14} aria-hidden />} onClick={data.refresh}>
                {t("gridRefresh")}
              </Button>
            )
          }
        />
      )}
      {entries.status === "failed" && <ErrorState compact title={entries.failure?.message} text={null} traceId={entries.failure?.traceId} onRetry={data.refresh} />}
    </div>
  );
  return (
    <ListFrame aria-busy={loading || entries.status === "refreshing"}>
      {settings.enable_drag_and_drop ? (
        <DragList list={dropList} rows={rows} nameOf={nameOf}>
          {body}
        </DragList>
      ) : (
        body
      )}
      {!settings.hide_page_selector && (entries.count ?? 0) > pageSize && (
        <PageSelector
          page={state.page}
          pageSize={pageSize}
          count={entries.count ?? 0}
          locale={runtime.locale}
          onPage={(page) => {
            setState({ page });
          }}
        />
      )}
    </ListFrame>
  );
}

/** On the canvas: one card to build, and the shape of those that will stand beside it. */
function DesignedList({ node, settings, children, runtime }: ViewProps<typeof listViewSettings>) {
  const { t } = useTranslation("components");
  const { shown } = useListData(node, settings, 0, true, runtime);
  const isColumn = holdsLists(node.children);
  const ghosts = Math.min(3, Math.max(1, settings.number_of_columns * 2 - 1));
  return (
    <ListFrame>
      {!shown && <EmptyState compact icon={LayoutList} title={t("gridNoComponent")} />}
      <div className="list-cards" data-orientation={settings.orientation} style={cardsStyle(settings)}>
        <div className="list-card" data-column={isColumn ? "" : undefined}>
          {children}
        </div>
        {Array.from({ length: ghosts }, (_, index) => (
          <div key={index} className="list-card list-ghost" aria-hidden>
            <Skeleton variant="text" width="60%" animation={false} />
            <Skeleton variant="text" width="40%" animation={false} />
          </div>
        ))}
      </div>
    </ListFrame>
  );
}

function LoadingCards({ count, settings }: { count: number; settings: ViewProps<typeof listViewSettings>["settings"] }) {
  const { t } = useTranslation("components");
  return (
    <div role="status">
      <VisuallyHidden>{t("loading")}</VisuallyHidden>
      <div className="list-cards" aria-hidden data-orientation={settings.orientation} style={cardsStyle(settings)}>
        {Array.from({ length: count }, (_, index) => (
          <div key={index} className="list-card">
            <Skeleton variant="text" width="60%" />
            <Skeleton variant="text" width="85%" />
          </div>
        ))}
      </div>
    </div>
  );
}
