/** Keeps one WebSocket open while somebody is signed in and turns its messages into refetches. */

import { useEffect } from "react";
import { useDispatch } from "react-redux";

import { api } from "../shared/api";
import { liveChanged } from "../shared/live";

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;

type Tag = "Components" | "Statistics" | "Publication" | "Domains" | "Menu";

const STALE_AFTER: Record<string, Tag[]> = {
  version: ["Components", "Statistics", "Domains"],
  publication: ["Publication"],
  menu: ["Menu"],
};

function staleTags(message: string): Tag[] {
  try {
    const { type } = JSON.parse(message) as { type?: string };
    return STALE_AFTER[type ?? ""] ?? [];
  } catch {
    return []; // Not for us; a later server may speak of things this client does not know.
  }
}

function address(): string {
  const url = new URL("/api/v1/live", window.location.origin);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}

export function useLiveConnection(): void {
  const dispatch = useDispatch();
  useEffect(() => {
    let socket: WebSocket | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let delay = FIRST_RETRY_MS;
    let closed = false;

    const connect = (): void => {
      socket = new WebSocket(address());
      socket.onopen = () => {
        delay = FIRST_RETRY_MS;
        dispatch(liveChanged(true));
        // What was said while nobody listened is read again.
        dispatch(api.util.invalidateTags(["Publication"]));
      };
      socket.onmessage = (event: MessageEvent<string>) => {
        const tags = staleTags(event.data);
        if (tags.length > 0) dispatch(api.util.invalidateTags(tags));
      };
      socket.onclose = () => {
        dispatch(liveChanged(false));
        if (closed) return;
        timer = setTimeout(connect, delay);
        delay = Math.min(delay * 2, LONGEST_RETRY_MS);
      };
    };
    connect();
    return () => {
      closed = true;
      clearTimeout(timer);
      socket?.close();
    };
  }, [dispatch]);
}
