/** What the builder does, as actions: commands with their change worked out, and moves of the view. */

import type { Command, ComponentDocument, Element, Place } from "@aqtra/model";
import {
  duplicateElement, execute, findElement, insertElement, moveElement, pageOf, pasteElement, randomIds, removeElement,
} from "@aqtra/model";
import type { ThunkAction, UnknownAction } from "@reduxjs/toolkit";

import { changed, copied, viewChanged } from "./reducer";
import type { WithEditor } from "./types";
import { DEFINITION_TAB, SCRIPT_TAB, SETTINGS_TAB } from "./types";

export type EditorThunk<Result = void> = ThunkAction<Result, WithEditor, unknown, UnknownAction>;

/** Carries a command out; answers whether it changed anything. */
export function run(command: Command): EditorThunk<boolean> {
  return (dispatch, getState) => {
    const { session } = getState().editor;
    const executed = session && execute(session.history.document, command);
    if (!executed) return false;
    dispatch(changed(executed));
    return true;
  };
}

export function selectElement(selection: string | null, setting: string | null = null): EditorThunk {
  return (dispatch, getState) => {
    const document = documentOf(getState());
    const page = selection && document ? pageOf(document, selection)?.id : undefined;
    const side = selection ? ({ side: "properties" } as const) : {};
    dispatch(viewChanged({ selection, property: null, setting, ...(page ? { page } : {}), ...side }));
  };
}

export function openPage(page: string): EditorThunk {
  return (dispatch) => {
    dispatch(viewChanged({ page, selection: page, property: null, setting: null, side: "properties" }));
  };
}

export function openProperty(property: string, setting: string | null = null): EditorThunk {
  return (dispatch) => {
    dispatch(viewChanged({ property, selection: null, setting, side: "properties" }));
  };
}

/** Leads to what a finding is about, as precisely as it says. */
export function goTo(place: Place, line: number | null = null): EditorThunk {
  return (dispatch) => {
    if (place.flow) {
      dispatch(viewChanged({ tab: place.flow, step: place.step ?? null, setting: place.setting ?? null }));
    } else if (place.property) {
      dispatch(viewChanged({ tab: DEFINITION_TAB }));
      dispatch(openProperty(place.property, place.setting));
    } else if (place.element ?? place.page) {
      dispatch(viewChanged({ tab: DEFINITION_TAB }));
      dispatch(selectElement(place.element ?? place.page ?? null, place.setting));
    } else if (place.setting === SCRIPT_TAB) {
      dispatch(viewChanged({ tab: SCRIPT_TAB, line }));
    } else {
      dispatch(viewChanged({ tab: place.setting ? SETTINGS_TAB : DEFINITION_TAB, setting: place.setting ?? null }));
    }
  };
}

/** Where something that is added without dragging goes: into the selected container, or after the selected element. */
export interface Spot {
  readonly parent: string;
  readonly index: number;
}

export function spotFor(
  document: ComponentDocument,
  page: string,
  selection: string | null,
  isContainer: (kind: string) => boolean,
): Spot | null {
  const located = findElement(document, selection ?? page) ?? findElement(document, page);
  if (!located) return null;
  const { element, ancestors, index } = located;
  if (isContainer(element.kind)) return { parent: element.id, index: element.children.length };
  const parent = ancestors.at(-1);
  return parent ? { parent: parent.id, index: index + 1 } : null;
}

export function insert(element: Element, spot: Spot): EditorThunk {
  return (dispatch) => {
    if (dispatch(run(insertElement(spot.parent, element, spot.index)))) dispatch(selectElement(element.id));
  };
}

export function move(elementId: string, spot: Spot): EditorThunk {
  return (dispatch) => {
    dispatch(run(moveElement(elementId, spot.parent, spot.index)));
    dispatch(selectElement(elementId));
  };
}

/** Moves the selected element before its previous or after its next sibling. */
export function nudge(elementId: string, direction: -1 | 1): EditorThunk {
  return (dispatch, getState) => {
    const located = findElement(getState().editor.session?.history.document ?? { pages: [] }, elementId);
    const parent = located?.ancestors.at(-1);
    if (!located || !parent) return;
    const index = direction < 0 ? located.index - 1 : located.index + 2;
    if (index >= 0 && index <= parent.children.length) dispatch(run(moveElement(elementId, parent.id, index)));
  };
}

export function copy(elementId: string): EditorThunk<boolean> {
  return (dispatch, getState) => {
    const document = documentOf(getState());
    const located = document && findElement(document, elementId);
    if (!located || located.ancestors.length === 0) return false;
    dispatch(copied(located.element));
    return true;
  };
}

export function paste(spot: Spot): EditorThunk {
  return (dispatch, getState) => {
    const { clipboard, session } = getState().editor;
    if (!clipboard || !session) return;
    const { command, copy: made } = pasteElement(session.history.document, spot.parent, clipboard, randomIds, spot.index);
    if (dispatch(run(command))) dispatch(selectElement(made.id));
  };
}

/** Pastes into an element that is a container, or after one that is not. */
export function pasteAt(elementId: string, isContainer: (kind: string) => boolean): EditorThunk {
  return (dispatch, getState) => {
    const { session } = getState().editor;
    const spot = session && spotFor(session.history.document, session.view.page, elementId, isContainer);
    if (spot) dispatch(paste(spot));
  };
}

export function duplicate(elementId: string): EditorThunk {
  return (dispatch, getState) => {
    const made = duplicateElement(documentOf(getState())?.pages ?? [], elementId, randomIds);
    if (made && dispatch(run(made.command))) dispatch(selectElement(made.copy.id));
  };
}

/** Removes an element and selects what stands where it stood: the next sibling, the previous one, or the parent. */
export function remove(elementId: string): EditorThunk {
  return (dispatch, getState) => {
    const document = documentOf(getState());
    const located = document && findElement(document, elementId);
    const parent = located?.ancestors.at(-1);
    if (!located || !parent) return;
    const next = parent.children[located.index + 1] ?? parent.children[located.index - 1] ?? parent;
    if (dispatch(run(removeElement(elementId)))) dispatch(selectElement(next.id));
  };
}

function documentOf(state: WithEditor): ComponentDocument | null {
  return state.editor.session?.history.document ?? null;
}
