/** What the rail and the command palette lead to; only screens that exist. */

import { Bot, Boxes, HardDrive, House, KeyRound, Rocket, ScrollText, UserCog, Wrench } from "lucide-react";
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
      { to: "/components", label: "components", icon: Boxes, help: "/help/studio/components/", key: "c" },
      { to: "/publication", label: "publication", icon: Rocket, help: "/help/studio/publication/", key: "p" },
    ],
  },
  { items: [{ to: "/maintenance", label: "maintenance", icon: Wrench, help: "/help/studio/maintenance/", key: "m" }] },
  {
    label: "access",
    items: [
      { to: "/access/providers", label: "identityProviders", icon: KeyRound, help: HELP_WITH_SIGN_IN, key: "i" },
      { to: "/access/provisioning", label: "provisioning", icon: UserCog, help: HELP_WITH_SIGN_IN, key: "v" },
      { to: "/access/service-accounts", label: "serviceAccounts", icon: Bot, help: "/help/guide/api-tokens/", key: "s" },
      { to: "/access/audit", label: "audit", icon: ScrollText, help: "/help/studio/audit/", key: "a" },
    ],
  },
  { items: [{ to: "/files", label: "files", icon: HardDrive, help: "/help/studio/files/", key: "f" }] },
];

export const DESTINATIONS = NAVIGATION.flatMap((group) => group.items);
