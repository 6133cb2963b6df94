import { useEffect, useRef } from "react";
import { useNavigate } from "react-router";

import { useNavigation } from "../shell/use-navigation";

interface Handlers {
  onPalette: () => void;
  onShortcuts: () => void;
}

/** How long "g" waits for the second key. */
const SEQUENCE_MS = 1_000;

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

function isInDialog(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null;
}

/** Ctrl-K, ?, and g followed by the letter of a screen. */
export function useGlobalKeys({ onPalette, onShortcuts }: Handlers): void {
  const navigate = useNavigate();
  const { destinations } = useNavigation();
  const lastG = useRef(0);
  const handlers = useRef({ onPalette, onShortcuts });
  useEffect(() => {
    handlers.current = { onPalette, onShortcuts };
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        handlers.current.onPalette();
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || isInDialog(event.target)) return;
      if (event.key === "?") handlers.current.onShortcuts();
      const waiting = event.timeStamp - lastG.current < SEQUENCE_MS;
      lastG.current = event.key === "g" ? event.timeStamp : 0;
      const destination = waiting && destinations.find(({ key }) => key === event.key);
      if (destination) void navigate(destination.to);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [destinations, navigate]);
}
