/** Where something is used, in words: shown before it is deleted. */

import type { ComponentDocument, Place } from "@aqtra/model";
import { findElement } from "@aqtra/model";
import { Box, Typography } from "@mui/material";

interface UsesListProps {
  document: ComponentDocument;
  places: readonly Place[];
  /** Said when there are no uses. */
  none: string;
  /** Said above the list. */
  some: string;
  /** Uses in other components, by title. */
  elsewhere?: readonly string[];
}

/** `All Invoices › DataGrid_1`, as far as the place says. */
export function placeInWords(document: ComponentDocument, place: Place): string {
  const flow = document.flows.find(({ key }) => key === place.flow);
  const step = flow?.stages.flatMap((stage) => stage.steps).find(({ id }) => id === place.step);
  const page = document.pages.find(({ id }) => id === place.page);
  const element = place.element ? findElement(document, place.element)?.element : undefined;
  const property = document.properties.find(({ id, name }) => id === place.property || name === place.property);
  const parts = [flow?.name, step?.name, page?.name, element === page ? undefined : element?.name, property?.name];
  return parts.filter((part) => part !== undefined && part !== "").join(" › ");
}

const MOST = 8;

export function UsesList({ document, places, none, some, elsewhere = [] }: UsesListProps) {
  const lines = [...new Set([...places.map((place) => placeInWords(document, place)), ...elsewhere])];
  if (lines.length === 0) return <>{none}</>;
  return (
    <>
      <Typography variant="body1">{some}</Typography>
      <Box component="ul" sx={{ pl: 5, my: 2 }}>
        {lines.slice(0, MOST).map((line) => (
          <li key={line}>{line}</li>
        ))}
        {lines.length > MOST && <li>+ {lines.length - MOST}</li>}
      </Box>
    </>
  );
}
