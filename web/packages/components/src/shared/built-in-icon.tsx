import type { LucideProps } from "lucide-react";
import { lazy, Suspense } from "react";

const LoadedIcon = lazy(() => import("./loaded-icon").then((module) => ({ default: module.LoadedIcon })));

interface BuiltInIconProps extends Omit<LucideProps, "name" | "ref"> {
  name: string | null | undefined;
  size: number;
}

/** An icon of the built-in set by its stored name. The set is fetched once, beside the page. */
export function BuiltInIcon({ name, size, ...rest }: BuiltInIconProps) {
  const room = <span style={{ display: "inline-block", width: size, height: size }} />;
  return (
    <Suspense fallback={room}>
      <LoadedIcon icon={name} size={size} {...rest} />
    </Suspense>
  );
}
