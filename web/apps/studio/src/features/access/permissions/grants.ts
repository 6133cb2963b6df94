/** Permissions of a set while it is edited. Pure: each verb answers a new map. */

import type { Permission } from "../api";

export type Grants = ReadonlyMap<string, Permission>;

export const COMPONENT_VERBS = ["open", "read", "create", "update", "delete"] as const;
export const PROPERTY_VERBS = ["read", "update"] as const;

/** An entry that may not be read is neither changed nor deleted. */
const NEED_READ: ReadonlySet<string> = new Set(["update", "delete"]);
const READ = "read";

export function keyOf({ kind, component, object, verb }: Permission): string {
  return [kind, component ?? "", object, verb].join(":");
}

/** Permissions to the same thing, whatever may be done with it. */
export function thingOf({ kind, component, object }: Permission): string {
  return [kind, component ?? "", object].join(":");
}

export function toGrants(permissions: readonly Permission[]): Grants {
  return new Map(permissions.map((permission) => [keyOf(permission), permission]));
}

export interface Ticked {
  grants: Grants;
  /** What else changed, because verbs need each other. */
  alongside: readonly string[];
}

/** Gives or takes permissions to one thing, with those that need them or that they need. */
export function tick(grants: Grants, permissions: readonly Permission[], on: boolean): Ticked {
  const next = new Map(grants);
  for (const permission of permissions) {
    if (on) next.set(keyOf(permission), permission);
    else next.delete(keyOf(permission));
  }
  const named = new Set(permissions.map(keyOf));
  const alongside = permissions.flatMap((permission) => followers(permission, on)).filter((follower) => next.has(keyOf(follower)) !== on && !named.has(keyOf(follower)));
  for (const follower of alongside) {
    if (on) next.set(keyOf(follower), follower);
    else next.delete(keyOf(follower));
  }
  return { grants: next, alongside: [...new Set(alongside.map(({ verb }) => verb))] };
}

function followers(permission: Permission, on: boolean): Permission[] {
  if (permission.kind !== "component" && permission.kind !== "property") return [];
  if (on) return NEED_READ.has(permission.verb) ? [{ ...permission, verb: READ }] : [];
  return permission.verb === READ ? [...NEED_READ].map((verb) => ({ ...permission, verb })) : [];
}

/** As the server stores them; two sets that grant the same are sent the same. */
export function toPermissions(grants: Grants): Permission[] {
  return [...grants.entries()].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, permission]) => permission);
}

export function sameGrants(left: Grants, right: Grants): boolean {
  return left.size === right.size && [...left.keys()].every((key) => right.has(key));
}
