/** Live news of the platform: a new version, a changed menu. */
import { useGetWorkplaceQuery } from "@aqtra/api/client";
import { useEffect, useState } from "react";

/** Waits between attempts to connect again, the last one for ever after. */
const RETRY_MS = [1000, 2000, 5000, 15000, 30000] as const;

interface News {
  type?: unknown;
  version?: unknown;
}

function read(data: unknown): News {
  try {
    const parsed: unknown = JSON.parse(String(data));
    return typeof parsed === "object" && parsed !== null ? parsed : {};
  } catch {
    return {};
  }
}

/** True once a version newer than the one at the start is live. Keeps the menu fresh meanwhile. */
export function useNewVersion(enabled: boolean): boolean {
  const { data, refetch } = useGetWorkplaceQuery();
  const [start, setStart] = useState<number>();
  const [latest, setLatest] = useState(0);
  if (start === undefined && data) setStart(data.version);

  useEffect(() => {
    if (!enabled) return undefined;
    let socket: WebSocket | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let attempt = 0;
    let stopped = false;
    const connect = () => {
      socket = new WebSocket(`${window.location.origin.replace(/^http/, "ws")}/api/v1/live`);
      socket.onopen = () => {
        // Whatever happened while nobody listened is in the answer.
        if (attempt > 0) void refetch();
        attempt = 0;
      };
      socket.onmessage = ({ data: message }) => {
        const { type, version } = read(message);
        if (type === "version" && typeof version === "number") setLatest(version);
        if (type === "menu" || type === "version") void refetch();
      };
      socket.onclose = () => {
        if (stopped) return;
        timer = setTimeout(connect, RETRY_MS[Math.min(attempt, RETRY_MS.length - 1)]);
        attempt += 1;
      };
    };
    connect();
    return () => {
      stopped = true;
      clearTimeout(timer);
      socket?.close();
    };
  }, [enabled, refetch]);

  return start !== undefined && Math.max(latest, data?.version ?? 0) > start;
}
