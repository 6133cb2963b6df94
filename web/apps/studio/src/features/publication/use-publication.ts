import { useGetCurrentPublicationQuery } from "../../shared/api";
import { useIsLive } from "../../shared/live";
import { isActive } from "./progress";

/** How often a running publication is asked about while no live messages arrive. */
const POLL_MS = 1_500;
/** Messages may be lost between two connections, so a live screen still asks now and then. */
const LIVE_POLL_MS = 15_000;

/** The running publication, else the last one; kept fresh while it runs. */
export function usePublication() {
  const live = useIsLive();
  const current = useGetCurrentPublicationQuery(undefined);
  const active = current.data ? isActive(current.data.state) : false;
  // A second subscription of the same query: only it polls, and only while something is going on.
  useGetCurrentPublicationQuery(undefined, { skip: !active, pollingInterval: live ? LIVE_POLL_MS : POLL_MS });
  return { ...current, active };
}
