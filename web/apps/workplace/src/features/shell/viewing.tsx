import type { ViewedUser } from "@aqtra/api";
import { useGetSessionQuery, useStopViewingMutation } from "@aqtra/api/client";
import { ViewingBanner } from "@aqtra/ui";

/** On every screen while an administrator sees Workplace as somebody else. */
export function Viewing({ viewed }: { viewed: ViewedUser }) {
  const { refetch } = useGetSessionQuery();
  const [stop, { isLoading, isError }] = useStopViewingMutation();
  const leave = async () => {
    const result = await stop();
    // The session says that it is over; everything else follows from it.
    if (!result.error) await refetch();
  };
  return <ViewingBanner place="workplace" name={viewed.display_name} over={viewed.over} stopping={isLoading} failed={isError} onStop={() => void leave()} />;
}
