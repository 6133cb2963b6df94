/** Draws one element: its box and the view of its kind. Used by Workplace and by the canvas alike. */
import { SkeletonRows } from "@aqtra/ui";
import Skeleton from "@mui/material/Skeleton";
import { styled } from "@mui/material/styles";
import { createContext, type HTMLAttributes, type ReactNode, Suspense, forwardRef, memo, useCallback, useContext } from "react";

import { type BoxSettings, containerStyle, type Orientation, paintStyle, placeStyle } from "./box";
import { definitionOf } from "./catalogue";
import type { AnyDefinition, PanelSlot } from "./define";
import type { Element, Entry } from "./model";
import type { FieldState, RuntimeApi } from "./runtime-api";
import { resolveSettings } from "./settings";
import { UnknownKind } from "./shared/unknown-kind";

/** Orientation of the container around: decides what Grow means. */
const ParentOrientation = createContext<Orientation | undefined>(undefined);

/**
 * Classes, not inline styles, for what must give way on narrow screens: rows wrap into one column and
 * nothing but the page's own width decides it, so a dialog or a narrow canvas behaves like a phone.
 */
const Box = styled("div")(({ theme }) => ({
  position: "relative",
  "&[data-container]:not([data-template])": { gap: theme.spacing(4) },
  "&[data-kind=page]": { containerType: "inline-size", containerName: "page" },
  "&[data-stretch=row]": { minWidth: `min(100%, 140px) !important` },
  "&[data-narrow]": { maxWidth: "640px !important" },
  "&[data-kept]": { minWidth: "min(100%, 240px) !important" },
  "&[data-button=column]": { alignSelf: "flex-start", minWidth: 112 },
  "&[data-button=row]": { maxWidth: "200px !important" },
  "@container page (max-width: 599px)": {
    "&[data-container=horizontal]": { flexWrap: "wrap" },
    "&[data-stretch=row]": { flexBasis: "100% !important" },
    "&[data-button]": { alignSelf: "stretch", maxWidth: "100% !important", flexBasis: "100%" },
  },
}));

const Frame = styled("div")(({ theme }) => ({
  padding: theme.spacing(2, 3),
  border: `1px solid ${theme.vars.palette.divider}`,
  borderRadius: theme.shape.borderRadius,
  backgroundColor: theme.vars.palette.background.paper,
}));

export interface ElementViewProps {
  node: Element;
  runtime: RuntimeApi;
  design: boolean;
  field?: FieldState | undefined;
  children?: ReactNode;
  panels?: readonly PanelSlot[] | undefined;
  renderItem?: ((entry: Entry) => ReactNode) | undefined;
  /** Handlers and attributes of the box: how the canvas selects and drags. */
  boxProps?: HTMLAttributes<HTMLDivElement> & Record<`data-${string}`, string | undefined>;
  /** Drawn over the element by the canvas. */
  overlay?: ReactNode;
}

export const ElementView = memo(
  forwardRef<HTMLDivElement, ElementViewProps>(function ElementView(props, ref) {
    const { node, runtime, design, field, children, panels, renderItem, boxProps, overlay } = props;
    const parent = useContext(ParentOrientation);
    const definition = definitionOf(node.kind);
    if (!definition) {
      return (
        <div ref={ref} {...boxProps}>
          <UnknownKind kind={node.kind} />
          {overlay}
        </div>
      );
    }
    const settings = resolveSettings(definition.settings, node.settings);
    const box = settings as BoxSettings & { automation_id?: string };
    if (box.visible === false && !design) return null;
    const View = definition.view;
    const content = (
      <Suspense fallback={<Placeholder kind={definition} />}>
        <View node={node} settings={settings} field={field} panels={panels} renderItem={renderItem} runtime={runtime} design={design}>
          {children}
        </View>
      </Suspense>
    );
    return (
      <Box
        ref={ref}
        {...boxProps}
        {...boxAttributes(definition, node, box, parent)}
        style={{ ...boxStyle(definition, box, parent, runtime), ...concealed(box, design), ...boxProps?.style }}
      >
        {definition.holds !== "nothing" ? (
          <ParentOrientation.Provider value={orientationInside(definition, box)}>{content}</ParentOrientation.Provider>
        ) : design ? (
          <Inert>{content}</Inert>
        ) : (
          content
        )}
        {overlay}
      </Box>
    );
  }),
);

/** Keeps the place of a control whose code is on its way, so that nothing jumps when it arrives. */
function Placeholder({ kind }: { kind: AnyDefinition }) {
  if (kind.settings.columns?.type === "list grid_column") {
    return (
      <Frame>
        <SkeletonRows rows={8} height={44} />
      </Frame>
    );
  }
  if (kind.settings.chart_type) return <Skeleton variant="rounded" height={320} />;
  if (!("required" in kind.settings)) return null;
  return (
    <div aria-hidden>
      <Skeleton variant="text" width={96} height={24} />
      <Skeleton variant="rounded" height={36} />
    </div>
  );
}

/** Whether elements may be dropped right into it; panels are made and moved by what arranges them. */
function accepts({ holds }: AnyDefinition): boolean {
  return holds === "elements" || holds === "template";
}

/** A card's elements stand below each other, whatever way the list itself extends. */
function orientationInside({ holds }: AnyDefinition, box: BoxSettings): Orientation {
  return holds === "elements" ? (box.orientation ?? "horizontal") : "vertical";
}

function boxStyle(definition: AnyDefinition, box: BoxSettings, parent: Orientation | undefined, runtime: RuntimeApi) {
  return {
    ...(definition.holds === "elements" ? containerStyle(box) : {}),
    ...placeStyle(definition, box, parent),
    ...(definition.paintsItself ? {} : paintStyle(box, runtime.fileUrl)),
  };
}

/** What is switched off disappears for readers and fades for builders, who must be able to find it. */
function concealed(box: BoxSettings, design: boolean) {
  if (design) return box.hidden === true || box.visible === false ? { opacity: 0.4 } : {};
  return box.hidden === true ? { display: "none" } : {};
}

function boxAttributes(definition: AnyDefinition, node: Element, box: BoxSettings & { automation_id?: string }, parent: Orientation | undefined) {
  const isField = "binding" in definition.settings && "required" in definition.settings;
  const isButton = definition.kind === "button";
  const sized = box.width !== undefined && box.width !== "";
  return {
    "data-element": node.name,
    "data-kind": node.kind,
    "data-template": definition.holds === "template" ? "" : undefined,
    "data-automation-id": box.automation_id || undefined,
    "data-container": accepts(definition) ? orientationInside(definition, box) : undefined,
    "data-stretch": parent === "horizontal" && !sized && box.grow !== false ? "row" : undefined,
    "data-kept": parent === "horizontal" && !sized && box.grow === false && definition.contained ? "" : undefined,
    "data-narrow": isField && parent === "vertical" && !sized ? "" : undefined,
    "data-button": isButton && !sized ? (parent === "horizontal" ? "row" : "column") : undefined,
  };
}

/** Shown, but neither focusable nor clickable: events reach the box around it. */
function Inert({ children }: { children: ReactNode }) {
  const ref = useCallback((element: HTMLDivElement | null) => {
    if (element) element.inert = true;
  }, []);
  return (
    <div ref={ref} style={{ height: "100%" }}>
      {children}
    </div>
  );
}
