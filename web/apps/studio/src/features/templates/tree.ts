/** Changes of the elements of a template, wherever they stand: in bands or in the cells of panels. */

import type { Band, Content, Element, Panel } from "./api";
import { BAND_ORDER } from "./new-parts";

type ChangeList = (list: Element[], owner: string) => Element[];

function inPanel(panel: Panel, change: ChangeList): Panel {
  return { ...panel, cells: panel.cells.map((cell) => ({ ...cell, elements: change(cell.elements, cell.id) as typeof cell.elements })) };
}

function mapLists(content: Content, change: ChangeList): Content {
  const bands = content.bands.map((band) => ({
    ...band,
    elements: change(band.elements, band.id).map((element) => (element.kind === "panel" ? inPanel(element, change) : element)),
  }));
  return { ...content, bands };
}

export interface Found {
  element: Element;
  band: Band;
}

/** All elements in the order in which they are written. */
export function* elementsOf(content: Content): Generator<Found> {
  for (const band of content.bands) {
    for (const element of band.elements) {
      yield { element, band };
      if (element.kind === "panel") for (const cell of element.cells) for (const inner of cell.elements) yield { element: inner, band };
    }
  }
}

export function findElement(content: Content, id: string): Found | null {
  for (const found of elementsOf(content)) if (found.element.id === id) return found;
  return null;
}

export function changeElement(content: Content, changed: Element): Content {
  return mapLists(content, (list) => list.map((element) => (element.id === changed.id ? changed : element)));
}

export function removeElement(content: Content, id: string): Content {
  return mapLists(content, (list) => list.filter((element) => element.id !== id));
}

/** One place up or down among its neighbours. */
export function moveElement(content: Content, id: string, by: -1 | 1): Content {
  return mapLists(content, (list) => {
    const at = list.findIndex((element) => element.id === id);
    const element = list[at];
    const other = list[at + by];
    if (element === undefined || other === undefined) return list;
    return list.map((found, place) => (place === at ? other : place === at + by ? element : found));
  });
}

/** `owner`: a band or a cell. */
export function addElement(content: Content, owner: string, added: Element): Content {
  return mapLists(content, (list, place) => (place === owner ? [...list, added] : list));
}

/** A copy with ids of its own. */
export function copyOf(element: Element): Element {
  const id = crypto.randomUUID();
  if (element.kind !== "panel") return { ...element, id };
  const cells = element.cells.map((cell) => ({ ...cell, id: crypto.randomUUID(), elements: cell.elements.map((inner) => copyOf(inner) as typeof inner) }));
  return { ...element, id, cells };
}

export function insertAfter(content: Content, id: string, added: Element): Content {
  return mapLists(content, (list) => list.flatMap((element) => (element.id === id ? [element, added] : [element])));
}

/** Bands stand in the order in which they are printed. */
export function addBand(content: Content, band: Band): Content {
  const bands = [...content.bands, band].sort((one, other) => BAND_ORDER.indexOf(one.kind) - BAND_ORDER.indexOf(other.kind));
  return { ...content, bands };
}

export function changeBand(content: Content, id: string, change: Partial<Band>): Content {
  return { ...content, bands: content.bands.map((band) => (band.id === id ? { ...band, ...change } : band)) };
}

export function removeBand(content: Content, id: string): Content {
  return { ...content, bands: content.bands.filter((band) => band.id !== id) };
}
