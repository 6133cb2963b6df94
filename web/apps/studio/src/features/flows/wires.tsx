import { Box } from "@mui/material";
import type { Theme } from "@mui/material";
import { useEffect, useState } from "react";
import type { RefObject } from "react";

import { useDesigner } from "./designer-context";
import { wireLine } from "./wire-path";
import type { Card } from "./wire-path";
import { wires } from "./wiring";
import type { Wire } from "./wiring";

type Cards = ReadonlyMap<string, Card>;
const NONE: Cards = new Map();

function measured(content: HTMLElement): Cards {
  const origin = content.getBoundingClientRect();
  return new Map(
    [...content.querySelectorAll<HTMLElement>("[data-step]")].map((card) => {
      const { left, top, width, height } = card.getBoundingClientRect();
      return [card.dataset["step"] ?? "", { left: left - origin.left, top: top - origin.top, width, height }];
    }),
  );
}

/** Lines from each source to the step it feeds. Decorative: the settings of a step name its sources in words. */
export function Wires({ content }: { content: RefObject<HTMLElement | null> }) {
  const { flow, selected, typeOf } = useDesigner();
  const [cards, setCards] = useState<Cards>(NONE);

  useEffect(() => {
    const element = content.current;
    if (!element || !("ResizeObserver" in window)) return undefined;
    // Reports once at the start, and again whenever a card grows, for example by a remark.
    const observer = new ResizeObserver(() => setCards(measured(element)));
    observer.observe(element);
    for (const card of element.querySelectorAll("[data-step]")) observer.observe(card);
    return () => observer.disconnect();
  }, [content, flow.stages]);

  return (
    <Box component="svg" aria-hidden sx={{ position: "absolute", inset: 0, width: "100%", height: "100%", pointerEvents: "none", overflow: "visible" }}>
      <defs>
        <marker id="wire-end" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
          <path d="M 0 0.5 L 7.5 4 L 0 7.5 z" fill="context-stroke" />
        </marker>
      </defs>
      {wires(flow, typeOf).map((wire) => {
        const source = cards.get(wire.from);
        const target = cards.get(wire.to);
        if (!source || !target) return null;
        const lit = selected === wire.from || selected === wire.to;
        return <WireShape key={`${wire.from}:${wire.to}:${wire.place}`} wire={wire} source={source} target={target} lit={lit} />;
      })}
    </Box>
  );
}

interface WireShapeProps {
  wire: Wire;
  source: Card;
  target: Card;
  /** One of its ends is selected. */
  lit: boolean;
}

/** Several wires with one end bear the mark of their stream or their place in the union. */
function WireShape({ wire, source, target, lit }: WireShapeProps) {
  const { d, mark } = wireLine(source, target, wire.place, wire.count);
  const colour = (theme: Theme): string =>
    wire.backward ? theme.vars.palette.error.main : lit ? theme.vars.palette.primary.main : theme.vars.palette.text.disabled;
  return (
    <g>
      <Box
        component="path"
        d={d}
        fill="none"
        markerEnd="url(#wire-end)"
        strokeDasharray={wire.backward ? "4 4" : undefined}
        strokeWidth={lit ? 2 : 1.5}
        sx={(theme) => ({ stroke: colour(theme) })}
      />
      {wire.mark !== "" && (
        <Box component="g" sx={(theme) => ({ "& circle": { fill: theme.vars.palette.background.paper, stroke: colour(theme) }, "& text": { ...theme.typography.caption, fontWeight: 600, fontSize: 10, fill: lit ? colour(theme) : theme.vars.palette.text.secondary } })}>
          <circle cx={mark.x} cy={mark.y} r={8} />
          <text x={mark.x} y={mark.y} textAnchor="middle" dominantBaseline="central">
            {wire.mark}
          </text>
        </Box>
      )}
    </g>
  );
}
