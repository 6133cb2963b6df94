/** Which files may be chosen: the rules of the control and of its property hold together, by the names the server has. Pure. */
import type { FieldProperty } from "../model";

export interface FileRule {
  /** Comma-separated extensions and MIME patterns; none: any. */
  readonly types: string;
  readonly maxSize: number | undefined;
}

export type BrokenFileRule =
  | { readonly rule: "max_file_size"; readonly limit: number }
  | { readonly rule: "file_type"; readonly accepted: string };

const ANY: ReadonlySet<string> = new Set([".*", "*/*", "*"]);

interface ControlRules {
  readonly accept_files?: string | undefined;
  readonly max_file_size_in_bytes?: number | undefined;
}

/** Of the control first. */
export function rulesOf(settings: ControlRules, property: FieldProperty | undefined): FileRule[] {
  return [
    { types: settings.accept_files ?? "", maxSize: settings.max_file_size_in_bytes || undefined },
    { types: property?.file_types ?? "", maxSize: property?.max_file_size ?? undefined },
  ];
}

/** None: any type. */
export function patternsOf(types: string): string[] {
  const patterns = types.split(",").map((part) => part.trim().toLowerCase()).filter(Boolean);
  return patterns.some((pattern) => ANY.has(pattern)) ? [] : patterns;
}

/** The smallest limit that applies. */
export function smallestLimit(rules: readonly FileRule[]): number | undefined {
  const limits = rules.map(({ maxSize }) => maxSize).filter((limit) => limit !== undefined);
  return limits.length > 0 ? Math.min(...limits) : undefined;
}

export function brokenFileRule(rules: readonly FileRule[], { name, size, type }: Pick<File, "name" | "size" | "type">): BrokenFileRule | undefined {
  const limit = smallestLimit(rules);
  if (limit !== undefined && size > limit) return { rule: "max_file_size", limit };
  for (const { types } of rules) {
    const patterns = patternsOf(types);
    if (patterns.length > 0 && !patterns.some((pattern) => fits(pattern, name.toLowerCase(), type))) {
      return { rule: "file_type", accepted: patterns.join(", ") };
    }
  }
  return undefined;
}

/** A type that the browser does not know is left to the server, which looks at the content. */
function fits(pattern: string, name: string, type: string): boolean {
  if (pattern.startsWith(".")) return name.endsWith(pattern);
  if (type === "") return true;
  const [family, kind] = pattern.split("/");
  return kind === "*" ? type.startsWith(`${family}/`) : type === pattern;
}
