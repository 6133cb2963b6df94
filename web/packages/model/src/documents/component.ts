/** A component: settings, object model, pages and flows, saved and published as one. */

import type { Uuid } from "./base";
import type { Flow } from "./flow";
import type { Element } from "./page";
import type { Property } from "./property";

export type ComponentKind = "component" | "multicomponent";
export type AccessMode = "private" | "public";

export interface ComponentSettings {
  readonly title: string;
  readonly description: string;
  readonly access_mode: AccessMode;
  readonly restrict_access: boolean;
  readonly proxy_mode: boolean;
  /** Names of application domains. */
  readonly domains: readonly string[];
  readonly maker: number | null;
  readonly cron: string;
  readonly run_as_user: number | null;
}

export interface ComponentDocument {
  readonly key: Uuid;
  readonly kind: ComponentKind;
  readonly settings: ComponentSettings;
  readonly properties: readonly Property[];
  readonly pages: readonly Element[];
  readonly flows: readonly Flow[];
  /** The Component Script: Python for browsers. */
  readonly script: string;
}
