import { useCallback, useEffect, useReducer, useRef } from "react";

import type { Content } from "./api";

interface History {
  past: Content[];
  present: Content;
  future: Content[];
  /** What the last change was about: typing on in one field is one step back. */
  about: string;
}

type Action = { kind: "change"; content: Content; about: string } | { kind: "undo" } | { kind: "redo" };

/** Steps that can be taken back. */
const MOST = 200;

export function reduce(state: History, action: Action): History {
  const { past, present, future } = state;
  switch (action.kind) {
    case "change": {
      if (action.content === present) return state;
      const goesOn = action.about !== "" && action.about === state.about;
      return { past: goesOn ? past : [...past, present].slice(-MOST), present: action.content, future: [], about: action.about };
    }
    case "undo": {
      const before = past.at(-1);
      return before ? { past: past.slice(0, -1), present: before, future: [present, ...future], about: "" } : state;
    }
    case "redo": {
      const [after, ...rest] = future;
      return after ? { past: [...past, present], present: after, future: rest, about: "" } : state;
    }
  }
}

export interface Editing {
  content: Content;
  /** `about`: changes of the same thing are taken back together; empty is a step of its own. */
  change: (next: (content: Content) => Content, about?: string) => void;
  undo: () => void;
  redo: () => void;
  canUndo: boolean;
  canRedo: boolean;
}

export function useHistory(begun: Content): Editing {
  const [state, dispatch] = useReducer(reduce, { past: [], present: begun, future: [], about: "" });
  const present = useRef(state.present);
  useEffect(() => {
    present.current = state.present;
  });
  const change = useCallback((next: (content: Content) => Content, about = "") => {
    // Two changes of one event build on one another.
    present.current = next(present.current);
    dispatch({ kind: "change", content: present.current, about });
  }, []);
  return {
    content: state.present,
    change,
    undo: useCallback(() => dispatch({ kind: "undo" }), []),
    redo: useCallback(() => dispatch({ kind: "redo" }), []),
    canUndo: state.past.length > 0,
    canRedo: state.future.length > 0,
  };
}

/** Ctrl-Z and Ctrl-Y, or Shift-Ctrl-Z. A text field keeps its own way back while it is typed in. */
export function useHistoryKeys({ undo, redo }: Editing): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || isTyping(event.target)) return;
      const key = event.key.toLowerCase();
      if (key !== "z" && key !== "y") return;
      event.preventDefault();
      if (key === "y" || event.shiftKey) redo();
      else undo();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [undo, redo]);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
