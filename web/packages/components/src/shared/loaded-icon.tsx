import { Dot, type LucideProps } from "lucide-react";
import { createElement } from "react";

import { iconOf } from "../icons";

/** An unknown or empty name shows as a dot, so that a list of icons keeps its rhythm. */
export function LoadedIcon({ icon, ...rest }: Omit<LucideProps, "ref"> & { icon: string | null | undefined }) {
  return createElement(iconOf(icon) ?? Dot, rest);
}
