import type { PropertyType } from "@aqtra/model";
import {
  Binary, Calendar, CalendarClock, Clock, Hash, Link2, ListTree, Paperclip, SquareCheck, Table2, Type,
} from "lucide-react";
import type { LucideIcon } from "lucide-react";

const ICONS: Record<PropertyType, LucideIcon> = {
  string: Type,
  integer: Hash,
  number: Binary,
  boolean: SquareCheck,
  datetime: CalendarClock,
  date: Calendar,
  time: Clock,
  catalog: Table2,
  array: ListTree,
  file: Paperclip,
  uri: Link2,
};

export function TypeIcon({ type, size = 14 }: { type: PropertyType; size?: number }) {
  const Icon = ICONS[type];
  return <Icon size={size} strokeWidth={1.75} aria-hidden style={{ flex: "none" }} />;
}
