import Button from "@mui/material/Button";
import LinearProgress from "@mui/material/LinearProgress";
import { EmptyState, ErrorState, Notice, SkeletonRows } from "@aqtra/ui";
import { Inbox, TableProperties } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { cssSize } from "../box";
import type { ViewProps } from "../define";
import type { Element } from "../model";
import type { RuntimeApi } from "../runtime-api";
import { useCollectionEvents } from "../shared/use-collection-events";
import { FieldAreas } from "./areas/field-areas";
import { DesignedTable } from "./designed-table";
import { EntriesDialog } from "./entries-dialog";
import type { pivotGridSettings } from "./index";
import { Loader } from "./loader";
import { initialPivotState, type PivotState, toggleGroup } from "./state";
import { PivotFrame } from "./styles";
import { PivotTable } from "./table/pivot-table";
import { Texts } from "./texts";
import { Toolbar } from "./toolbar";
import type { Line } from "./tree";
import { useExport } from "./use-export";
import { type PivotData, usePivotData } from "./use-pivot-data";

const NOTHING: readonly never[] = [];

interface Spot {
  readonly row: Line;
  readonly column: Line;
}

export function PivotGridView({ node, settings, runtime, design }: ViewProps<typeof pivotGridSettings>) {
  const { t } = useTranslation("components");
  const [state, setState] = runtime.useElementState<PivotState>(node, initialPivotState);
  const [spot, setSpot] = useState<Spot | null>(null);
  const data = usePivotData(settings, state, design, runtime);
  const title = runtime.useComponent(data.shown)?.title ?? "";
  const texts = new Texts(runtime, t);
  const { status } = data;
  usePivotEvents(node, data, design, runtime);
  const isShown = (status === "ready" || status === "refreshing") && !data.isEmpty;
  const { exportAs, failed } = useExport(data, texts, title);
  const hasFields = data.fields.length > 0;

  return (
    <PivotFrame
      data-borders={settings.show_borders ? "" : undefined}
      data-sized={cssSize(settings.height) ? "" : undefined}
      aria-busy={status === "loading" || status === "refreshing"}
    >
      <Toolbar
        chooser={settings.enable_field_choose ? state.chooser : undefined}
        mayExport={settings.enable_export}
        onExport={isShown ? exportAs : undefined}
        onChooser={(chooser) => {
          setState({ ...state, chooser });
        }}
        onRefresh={data.refresh}
      />
      {hasFields && <FieldAreas data={data} settings={settings} state={state} texts={texts} runtime={runtime} design={design} onChange={setState} />}
      {failed && <Notice tone="error">{t("pivotExportFailed")}</Notice>}
      {data.isCut && isShown && (
        <Notice
          tone="warning"
          action={
            <Button size="small" color="inherit" onClick={data.more}>
              {t("treeMore")}
            </Button>
          }
        >
          {t("pivotCut")}
        </Notice>
      )}
      {data.questions.map((question) => (
        <Loader key={`${data.signature} ${question.id}`} question={question} runtime={runtime} onAnswer={data.onAnswer} />
      ))}
      <div className="pivot-surface">
        {status === "refreshing" && <LinearProgress className="pivot-progress" />}
        {isShown && (
          <PivotTable
            view={data}
            texts={texts}
            label={t("pivotLabel", { component: title })}
            encode={settings.encode_html}
            onToggle={(axis, key) => {
              setState(toggleGroup(state, axis, key));
            }}
            onCell={(row, column) => {
              setSpot({ row, column });
            }}
          />
        )}
        {design && hasFields && <DesignedTable data={data} texts={texts} settings={settings} />}
        {design && (!data.shown || !hasFields) && <EmptyState compact icon={TableProperties} title={t(data.shown ? "pivotAddFields" : "gridNoComponent")} />}
        {!design && status === "loading" && <SkeletonRows rows={6} height={36} />}
        {status === "failed" && <ErrorState compact title={data.failure?.message} text={null} traceId={data.failure?.traceId} onRetry={data.refresh} />}
        <Nothing
          data={data}
          state={state}
          design={design}
          onClear={() => {
            setState({ ...state, filters: {} });
          }}
        />
      </div>
      {spot && data.component !== undefined && (
        <EntriesDialog
          component={data.component}
          title={t("pivotEntriesOf", { component: title })}
          subtitle={describe(spot, data, texts) || t("pivotGrandTotal")}
          filter={data.behind(spot.row, spot.column)}
          order={settings.order_fields ?? NOTHING}
          columns={entryColumns(data, t("pivotEntryName"))}
          property={data.property}
          runtime={runtime}
          onClose={() => {
            setSpot(null);
          }}
        />
      )}
    </PivotFrame>
  );
}

interface NothingProps {
  data: PivotData;
  state: PivotState;
  design: boolean;
  onClear: () => void;
}

/** Why there is nothing to see, and what can be done about it. */
function Nothing({ data, state, design, onClear }: NothingProps) {
  const { t } = useTranslation("components");
  if (design || (data.asked && !data.isEmpty)) return null;
  const isFiltered = Object.keys(state.filters).length > 0;
  const action = !data.asked ? (
    <Button size="small" onClick={data.refresh}>
      {t("gridRefresh")}
    </Button>
  ) : isFiltered ? (
    <Button size="small" onClick={onClear}>
      {t("gridClearFilters")}
    </Button>
  ) : undefined;
  return <EmptyState compact icon={Inbox} title={t("gridEmpty")} text={!data.asked ? t("gridManual") : isFiltered ? t("gridEmptyFiltered") : undefined} action={action} />;
}

function usePivotEvents(node: Element, { status, groups, refresh }: PivotData, design: boolean, runtime: RuntimeApi): void {
  useCollectionEvents(node, { status, rows: groups }, refresh, design, runtime);
}

/** The group in words: `Region: North, Year: 2026`. */
function describe({ row, column }: Spot, data: PivotData, texts: Texts): string {
  const named = (line: Line, fields: PivotData["row"]) => line.path.map((value, index) => `${fields[index]?.caption ?? ""}: ${texts.value(fields[index], value)}`);
  return [...named(row, data.row), ...named(column, data.column)].join(", ");
}

/** Their name, and what the pivot knows of them. */
function entryColumns({ fields }: Pick<PivotData, "fields">, name: string) {
  const seen = new Set(["name"]);
  const columns = fields.flatMap(({ path, caption, format }) => {
    if (seen.has(path)) return [];
    seen.add(path);
    return [{ fields: [path], header_value: caption, ...(format && { display_format: format }) }];
  });
  return [{ fields: ["name"], header_value: name }, ...columns];
}
