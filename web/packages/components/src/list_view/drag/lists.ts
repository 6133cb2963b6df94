/** Lists on screen that exchange cards, what is being dragged among them, and cards that wait for what was dropped to be stored. */
import type { Entry } from "../../model";
import type { EventOutcome, ListHandle } from "../../runtime-api";

/** One list that allows dragging. */
export interface DropList {
  /** Around its cards, there also while it is empty. */
  readonly root: HTMLElement;
  /** Lists of one group exchange cards; an empty one exchanges with all. */
  readonly group: string;
  readonly label: string;
  /** Cards side by side: a horizontal list, or several columns. */
  readonly sideways: boolean;
  readonly handle: ListHandle;
  /** Tells the page's handler of a drop. */
  dropped(source: ListHandle, entry: Entry, oldIndex: number, newIndex: number): Promise<EventOutcome>;
}

export interface Place {
  readonly list: DropList;
  /** Among the cards without the dragged one. */
  readonly index: number;
}

export interface Drag {
  readonly entry: Entry;
  readonly from: Place;
  readonly to: Place | null;
}

/** A card that shows elsewhere than the server knows it: `at` is its place in the list, null where it has left. */
export interface Placement {
  readonly drop: number;
  readonly list: DropList["handle"];
  readonly entry: Entry;
  readonly at: number | null;
  /** The handler has run: what the list reads next is the truth. */
  readonly settled: boolean;
}

interface Snapshot {
  readonly drag: Drag | null;
  readonly placements: readonly Placement[];
}

let snapshot: Snapshot = { drag: null, placements: [] };
let drops = 0;
const lists = new Set<DropList>();
const listeners = new Set<() => void>();

function set(next: Partial<Snapshot>): void {
  snapshot = { ...snapshot, ...next };
  for (const listener of listeners) listener();
}

export const dropLists = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  },
  read: (): Snapshot => snapshot,

  register(list: DropList): () => void {
    lists.add(list);
    return () => {
      lists.delete(list);
      if (snapshot.drag?.to?.list === list) set({ drag: { ...snapshot.drag, to: null } });
    };
  },

  /** The lists that take a card of `list`, itself included, in reading order; a dialog has its own. */
  partnersOf(list: DropList): DropList[] {
    const page = list.root.closest("[data-form]");
    return [...lists]
      .filter((other) => exchange(list, other) && other.root.closest("[data-form]") === page)
      .sort((a, b) => (a.root.compareDocumentPosition(b.root) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
  },

  start(drag: Drag): void {
    set({ drag });
  },
  over(to: Place | null): void {
    const { drag } = snapshot;
    if (drag && !(drag.to?.list.handle === to?.list.handle && drag.to?.index === to?.index)) set({ drag: { ...drag, to } });
  },
  cancel(): void {
    set({ drag: null });
  },

  /** Shows the card in its new place, asks the handler, and takes it back unless that has done its work. */
  async drop(): Promise<EventOutcome | "unmoved"> {
    const { drag } = snapshot;
    set({ drag: null });
    if (!drag?.to) return "unmoved";
    const { entry, from, to } = drag;
    const within = from.list.handle === to.list.handle;
    if (within && from.index === to.index) return "unmoved";
    const drop = (drops += 1);
    const arrived: Placement = { drop, list: to.list.handle, entry, at: to.index, settled: false };
    const left: Placement = { ...arrived, list: from.list.handle, at: null };
    // The same card may be moved on before the first drop has come to its end: the last one counts.
    const others = snapshot.placements.filter((placement) => placement.entry.id !== entry.id || (placement.list !== arrived.list && placement.list !== left.list));
    set({ placements: [...others, arrived, ...(within ? [] : [left])] });
    const outcome = await to.list.dropped(from.list.handle, entry, from.index, to.index);
    if (outcome === "done") {
      set({ placements: snapshot.placements.map((placement) => (placement.drop === drop ? { ...placement, settled: true } : placement)) });
      to.list.handle.refresh();
      if (!within) from.list.handle.refresh();
    } else {
      set({ placements: snapshot.placements.filter((placement) => placement.drop !== drop) });
    }
    return outcome;
  },

  /** A list has read its rows again, or is gone. */
  forget(list: ListHandle, which: (placement: Placement) => boolean): void {
    const kept = snapshot.placements.filter((placement) => placement.list !== list || !which(placement));
    if (kept.length < snapshot.placements.length) set({ placements: kept });
  },
};

function exchange(one: DropList, other: DropList): boolean {
  return one === other || one.group === "" || other.group === "" || one.group === other.group;
}

/** Rows as they show while drops are under way. */
export function placedRows(rows: readonly Entry[], placements: readonly Placement[]): readonly Entry[] {
  if (placements.length === 0) return rows;
  const moved = new Set(placements.map(({ entry }) => entry.id));
  const shown = rows.filter(({ id }) => !moved.has(id));
  for (const { entry, at } of placements) if (at !== null) shown.splice(at, 0, entry);
  return shown;
}
