/** Keeps one WebSocket open while somebody is signed in and turns its messages into refetches. */

import { useEffect, useRef } from "react";
import { useDispatch, useSelector } from "react-redux";

import { api } from "../shared/api";
import { entriesTouched, liveChanged, selectWatched, useIsLive } from "../shared/live";

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;

type Tag = "Components" | "Statistics" | "Publication" | "Domains" | "Menu" | "Session";

const STALE_AFTER: Record<string, Tag[]> = {
  version: ["Components", "Statistics", "Domains"],
  publication: ["Publication"],
  menu: ["Menu"],
  session: ["Session"],
};

interface Message {
  type?: string;
  /** Of `entries`: whose entries have changed. */
  component?: string;
}

function readMessage(text: string): Message {
  try {
    return (JSON.parse(text) as Message | null) ?? {};
  } catch {
    return {}; // Not for us; a later server may speak of things this client does not know.
  }
}

function address(): string {
  const url = new URL("/api/v1/live", window.location.origin);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}

export function useLiveConnection(): void {
  const dispatch = useDispatch();
  const open = useRef<WebSocket | null>(null);
  const live = useIsLive();
  const watched = useSelector(selectWatched);
  useEffect(() => {
    if (live) open.current?.send(JSON.stringify({ type: "watch", components: watched === null ? [] : [watched] }));
  }, [live, watched]);
  useEffect(() => {
    let socket: WebSocket | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let delay = FIRST_RETRY_MS;
    let closed = false;

    const connect = (): void => {
      socket = new WebSocket(address());
      socket.onopen = () => {
        delay = FIRST_RETRY_MS;
        open.current = socket;
        dispatch(liveChanged(true));
        // What was said while nobody listened is read again.
        dispatch(api.util.invalidateTags(["Publication"]));
      };
      socket.onmessage = (event: MessageEvent<string>) => {
        const { type = "", component } = readMessage(event.data);
        if (type === "entries" && component) dispatch(entriesTouched(component));
        const tags = STALE_AFTER[type] ?? [];
        if (tags.length > 0) dispatch(api.util.invalidateTags(tags));
      };
      socket.onclose = () => {
        open.current = null;
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
