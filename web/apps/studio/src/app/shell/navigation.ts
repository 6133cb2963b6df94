/** What the rail and the command palette lead to; only screens that exist. */

import { Bot, Boxes, Cable, FileCode, FileText, HardDrive, House, KeyRound, LogIn, Mail, Rocket, ScrollText, UserCog, UserRound, Users, Wrench } from "lucide-react";
import type { LucideIcon } from "lucide-react";

export interface Destination {
  to: string;
  /** Key under `app:nav`. */
  label: string;
  icon: LucideIcon;
  /** Help page of the screen. */
  help: string;
  /** Second key after "g". */
  key: string;
  /** The right it takes: whoever builds has those that begin with `studio.`, unless they were given one by one. */
  right?: string;
}

export interface DestinationGroup {
  /** Key under `app:nav`; none for what stands alone. */
  label?: string;
  items: Destination[];
}

const HELP_WITH_SIGN_IN = "/help/guide/sign-in-with-other-systems/";

export const NAVIGATION: DestinationGroup[] = [
  { items: [{ to: "/", label: "home", icon: House, help: "/help/studio/home/", key: "h" }] },
  {
    label: "applications",
    items: [
      { to: "/components", label: "components", icon: Boxes, help: "/help/studio/components/", key: "c", right: "studio.components" },
      { to: "/modules", label: "modules", icon: FileCode, help: "/help/studio/modules/", key: "y", right: "studio.components" },
      { to: "/integrations", label: "integrations", icon: Cable, help: "/help/studio/integrations/", key: "n", right: "studio.integrations" },
      { to: "/templates", label: "templates", icon: FileText, help: "/help/studio/templates/", key: "t", right: "studio.templates" },
      { to: "/publication", label: "publication", icon: Rocket, help: "/help/studio/publication/", key: "p", right: "studio.publication" },
    ],
  },
  { items: [{ to: "/maintenance", label: "maintenance", icon: Wrench, help: "/help/studio/maintenance/", key: "m", right: "administer" }] },
  {
    label: "access",
    items: [
      { to: "/access/permissions", label: "permissions", icon: KeyRound, help: "/help/studio/access/", key: "e", right: "administer" },
      { to: "/access/roles", label: "roles", icon: Users, help: "/help/studio/access/", key: "r", right: "administer" },
      { to: "/access/users", label: "users", icon: UserRound, help: "/help/studio/access/", key: "u", right: "administer" },
      { to: "/access/providers", label: "identityProviders", icon: LogIn, help: HELP_WITH_SIGN_IN, key: "i", right: "administer" },
      { to: "/access/provisioning", label: "provisioning", icon: UserCog, help: HELP_WITH_SIGN_IN, key: "v", right: "administer" },
      { to: "/access/service-accounts", label: "serviceAccounts", icon: Bot, help: "/help/guide/api-tokens/", key: "s", right: "administer" },
      { to: "/access/audit", label: "audit", icon: ScrollText, help: "/help/studio/audit/", key: "a", right: "administer" },
    ],
  },
  {
    label: "extensions",
    items: [{ to: "/extensions/smtp", label: "smtp", icon: Mail, help: "/help/studio/smtp-settings/", key: "t", right: "administer" }],
  },
  { items: [{ to: "/files", label: "files", icon: HardDrive, help: "/help/studio/files/", key: "f", right: "studio.files" }] },
];

const BUILDER = "studio";

/** Whether somebody with these rights may come into Studio at all. */
export function mayBuild(rights: readonly string[]): boolean {
  return rights.some((right) => right === BUILDER || right.startsWith(`${BUILDER}.`));
}

/** Builders have every menu of Studio. */
export function mayHave(right: string, rights: readonly string[]): boolean {
  return rights.includes(right) || (right.startsWith(`${BUILDER}.`) && rights.includes(BUILDER));
}

/** The groups of what somebody with these rights may open. */
export function navigationOf(rights: readonly string[]): DestinationGroup[] {
  return NAVIGATION.map((group) => ({ ...group, items: group.items.filter(({ right }) => right === undefined || mayHave(right, rights)) })).filter(({ items }) => items.length > 0);
}

export const DESTINATIONS = NAVIGATION.flatMap((group) => group.items);
