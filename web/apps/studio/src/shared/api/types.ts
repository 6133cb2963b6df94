/** What the platform's HTTP API sends to Studio. */

export interface SessionUser {
  id: number;
  user_name: string;
  display_name: string;
}

export interface SessionInfo {
  user: SessionUser | null;
  rights: string[];
  csrf_token: string;
  password_change_required: boolean;
}

export interface Statistics {
  applications: number;
  users: number;
  dataflows: number;
  workflows: number;
}

export type ComponentState = "saved" | "ready" | "published" | "published_changed" | "published_ready";

export interface ComponentSummary {
  id: number;
  key: string;
  kind: "component" | "multicomponent";
  title: string;
  description: string;
  domains: string[];
  state: ComponentState;
  built_in: boolean;
  published: boolean;
  saved_version: number;
  updated_by: string | null;
  updated_at: string;
  created_at: string;
}

export type StageState = "pending" | "running" | "complete" | "failed" | "undone";
export type PublicationState = "running" | "rolling_back" | "completed" | "rolled_back" | "failed" | "reset";

export interface PublicationStage {
  number: number;
  name: string;
  state: StageState;
  error: string | null;
}

export interface Publication {
  id: number;
  state: PublicationState;
  stage: number | null;
  started_by: string | null;
  started_at: string;
  finished_at: string | null;
  version: number;
  components: { key: string; title: string }[];
  stages: PublicationStage[];
  error: string | null;
}

export interface Candidates {
  components: ComponentSummary[];
}

export interface Domain {
  key: string;
  name: string;
  title: string;
  is_default: boolean;
  enabled: boolean;
  built_in: boolean;
  components: number;
  published_components: number;
}

export interface DomainSettings {
  title: string;
  hide_top_bar: boolean;
  static_menu: boolean;
  hide_breadcrumbs: boolean;
  hide_user_login: boolean;
  hide_locale: boolean;
  default_component: string | null;
  default_page: string | null;
  /** Six hexadecimal digits after a hash; empty means the theme's own. */
  primary_color: string;
  /** Host names that lead to the domain. */
  hosts: string[];
  version: number;
}

export interface MenuItem {
  id: string;
  component: string | null;
  page: string | null;
  icon: string;
  label: { translation_key: string; translation_value: string };
  children: MenuItem[];
}

export interface Menu {
  version: number;
  items: MenuItem[];
}
