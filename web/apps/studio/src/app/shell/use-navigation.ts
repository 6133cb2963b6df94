import { useMemo } from "react";

import { useGetSessionQuery } from "../../shared/api";
import { mayHave, navigationOf } from "./navigation";

const NONE: readonly string[] = [];

/** What the person in front may open. */
export function useNavigation() {
  const { data: session } = useGetSessionQuery(undefined);
  const rights = session?.rights ?? NONE;
  return useMemo(() => {
    const groups = navigationOf(rights);
    return { groups, destinations: groups.flatMap(({ items }) => items), may: (right: string) => mayHave(right, rights) };
  }, [rights]);
}
