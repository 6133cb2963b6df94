interface Versions {
  version: number;
  published_version: number | null;
}

export type SystemState = "draft" | "changed" | "published";

/** What runs know of a system. */
export function stateOf({ version, published_version }: Versions): SystemState {
  if (published_version === null) return "draft";
  return published_version < version ? "changed" : "published";
}
