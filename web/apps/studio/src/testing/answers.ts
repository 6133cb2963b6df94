/** A small world that the API answers with unless a test says otherwise. */

import type { OwnAccountInfo } from "@aqtra/api";
import type { ComponentDocument } from "@aqtra/model";

import type { ComponentSummary, Domain, DomainSettings, Menu, Publication, SessionInfo } from "../shared/api";

const INVOICES = "11111111-1111-4111-8111-111111111111";

const session: SessionInfo = {
  user: { id: 1, user_name: "ada", display_name: "Ada Lovelace" },
  rights: ["studio"],
  csrf_token: "token",
  password_change_required: false,
};

function component(change: Partial<ComponentSummary>): ComponentSummary {
  return {
    id: 2,
    key: INVOICES,
    kind: "component",
    title: "Invoice Inventory",
    description: "",
    domains: ["digital-workplace"],
    state: "ready",
    built_in: false,
    published: false,
    saved_version: 3,
    updated_by: "Ada Lovelace",
    updated_at: "2026-11-20T10:00:00Z",
    created_at: "2026-11-19T10:00:00Z",
    ...change,
  };
}

const domain: Domain = {
  key: "d1",
  name: "digital-workplace",
  title: "Digital Workplace",
  is_default: true,
  enabled: true,
  built_in: true,
  components: 13,
  published_components: 4,
};

const settings: DomainSettings = {
  title: "Digital Workplace",
  hide_top_bar: false,
  static_menu: true,
  hide_breadcrumbs: false,
  hide_user_login: false,
  hide_locale: false,
  default_component: null,
  default_page: null,
  primary_color: "",
  hosts: [],
  session_storage: "session",
  default_provider: null,
  local_sign_in: true,
  providers: null,
  login_component: null,
  app_name: "",
  app_short_name: "",
  no_image: null,
  logo: null,
  logo_dark: null,
  icon: null,
  version: 4,
};

const menu: Menu = {
  version: 7,
  items: [
    {
      id: "m1",
      component: null,
      page: null,
      icon: "",
      label: { translation_key: "", translation_value: "Finance" },
      children: [
        { id: "m2", component: INVOICES, page: null, icon: "", label: { translation_key: "", translation_value: "Invoices" }, children: [] },
      ],
    },
  ],
};

function publication(change: Partial<Publication>): Publication {
  return {
    id: 7,
    state: "completed",
    stage: null,
    started_by: "Grace Hopper",
    started_at: "2026-11-20T10:00:00Z",
    finished_at: "2026-11-20T10:00:14Z",
    version: 12,
    returns_to: null,
    components: [{ key: INVOICES, title: "Invoice Inventory", withdrawn: false }],
    stages: Array.from({ length: 9 }, (_, at) => ({ number: at + 1, name: `Stage ${at + 1}`, state: "complete" as const, error: null })),
    error: null,
    ...change,
  };
}

const document: ComponentDocument = {
  key: INVOICES,
  kind: "component",
  settings: {
    title: "Invoice Inventory",
    description: "",
    access_mode: "private",
    restrict_access: false,
    proxy_mode: false,
    domains: [],
    maker: null,
    cron: "",
    run_as_user: null,
  },
  properties: [],
  pages: [],
  flows: [],
  script: "",
};

const account: OwnAccountInfo = {
  user_name: "ada",
  display_name: "Ada Lovelace",
  email: null,
  waiting_email: null,
  has_password: true,
  totp: false,
  email_code: false,
  recovery_codes: 0,
  passkeys: [],
  second_factor_demanded: false,
  passkey_host: "localhost",
  mail: true,
};

export const answers = {
  account,
  INVOICES,
  session,
  component,
  domain,
  settings,
  menu,
  publication,
  document,
  statistics: { applications: 2, users: 48, dataflows: 17, workflows: 3 },
};
