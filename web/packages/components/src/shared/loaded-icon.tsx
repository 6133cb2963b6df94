import { Dot, type LucideProps } from "lucide-react";

import { iconOf } from "../icons";

/** An unknown or empty name shows as a dot, so that a list of icons keeps its rhythm. */
export function LoadedIcon({ icon, ...rest }: Omit<LucideProps, "ref"> & { icon: string | null | undefined }) {
  const Icon = iconOf(icon) ?? Dot;
  return <Icon {...rest} />;
}
