import type { RuntimeApi } from "../runtime-api";
import { BuiltInIcon } from "./built-in-icon";

interface ElementIconProps {
  /** Of the built-in set, or the id of a vector picture in the file storage. */
  icon: string;
  size: number;
  fileUrl: RuntimeApi["fileUrl"];
}

/** A vector picture of the builder's own: what names it says nothing to readers. */
export function isOwnIcon(icon: string): boolean {
  return FILE.test(icon);
}

const FILE = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The icon of an element, in the colour of the text around it. Its name is told by what it stands in. */
export function ElementIcon({ icon, size, fileUrl }: ElementIconProps) {
  if (!isOwnIcon(icon)) return <BuiltInIcon name={icon} size={size} aria-hidden />;
  const url = fileUrl(icon);
  const mask = url ? `url(${JSON.stringify(url)}) center / contain no-repeat` : undefined;
  return <span aria-hidden data-icon={icon} style={{ display: "inline-block", width: size, height: size, flex: "none", backgroundColor: mask && "currentColor", mask }} />;
}
