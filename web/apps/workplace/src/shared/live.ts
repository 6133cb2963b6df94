/** Live news of the platform: a new version, a changed menu, changed entries, messages to the reader. */
import { useGetSessionQuery, useGetWorkplaceQuery } from "@aqtra/api/client";
import { entryNews, reloadDefinitions } from "@aqtra/runtime";
import { useEffect, useState } from "react";
import { useStore } from "react-redux";

import { messageNews, readNews } from "./message-news";

/** Waits between attempts to connect again, the last one for ever after. */
const RETRY_MS = [1000, 2000, 5000, 15000, 30000] as const;

type News = Record<string, unknown>;

function read(data: unknown): News {
  try {
    const parsed: unknown = JSON.parse(String(data));
    return typeof parsed === "object" && parsed !== null ? { ...parsed } : {};
  } catch {
    return {};
  }
}

/**
 * True once a version newer than the one at the start is live. Keeps the menu and open collections fresh meanwhile.
 * `reader` is who is signed in or viewed, null for a visitor: the connection is theirs. Undefined: not known yet.
 */
export function useNewVersion(reader: number | null | undefined): boolean {
  const { data, refetch } = useGetWorkplaceQuery();
  const { refetch: askWho } = useGetSessionQuery();
  const store = useStore();
  const [start, setStart] = useState<number>();
  const [latest, setLatest] = useState(0);
  if (start === undefined && data) setStart(data.version);

  useEffect(() => {
    if (reader === undefined) return undefined;
    let socket: WebSocket | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let attempt = 0;
    let stopped = false;
    let isOld = false;
    const connect = () => {
      socket = new WebSocket(`${window.location.origin.replace(/^http/, "ws")}/api/v1/live`);
      socket.onopen = () => {
        const again = attempt > 0;
        attempt = 0;
        // Whatever happened while nobody listened is in the answer.
        if (again) void refetch();
        if (again) messageNews.missed();
        entryNews.connected((components) => socket?.send(JSON.stringify({ type: "watch", components })), again);
      };
      socket.onmessage = ({ data: message }) => {
        const news = read(message);
        const { type, version, component } = news;
        const told = readNews(news);
        if (told) messageNews.heard(told);
        if (type === "entries" && typeof component === "string") entryNews.changed(component);
        if (type === "version" && typeof version === "number") setLatest(version);
        if (type === "version") isOld = true;
        if (type === "session") void askWho();
        if (type === "menu" || type === "version" || type === "session") void refetch();
        // After a publication the page works on as it is until it is loaded anew; the server refuses what is not allowed.
        if (type === "session" && !isOld) reloadDefinitions(store.dispatch, store.getState);
      };
      socket.onclose = () => {
        if (stopped) return;
        entryNews.disconnected();
        timer = setTimeout(connect, RETRY_MS[Math.min(attempt, RETRY_MS.length - 1)]);
        attempt += 1;
      };
    };
    connect();
    return () => {
      stopped = true;
      entryNews.disconnected();
      clearTimeout(timer);
      socket?.close();
    };
  }, [reader, refetch, askWho, store]);

  return start !== undefined && Math.max(latest, data?.version ?? 0) > start;
}
