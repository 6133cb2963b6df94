/** What the platform knows of identity providers, and what a new one begins with. */

import type { ChangedProviderWrite, CheckResult, Provider as Stored } from "@aqtra/api";

import { api } from "../../shared/api";
import type { Answer } from "../../shared/api/types";

export const {
  useListIdentityProvidersQuery,
  useCreateIdentityProviderMutation,
  useChangeIdentityProviderMutation,
  useDeleteIdentityProviderMutation,
  useCheckIdentityProviderMutation,
  useListSamlKeysQuery,
  useAddSamlKeyMutation,
  useSignWithSamlKeyMutation,
  useDeleteSamlKeyMutation,
} = api;

export type Provider = Answer<Stored>;
export type Kind = Provider["settings"]["kind"];
export type Settings = Provider["settings"];
export type Mapping = Provider["mapping"];
export type { CheckResult };

/** What is being edited. `secret` null: the stored one stays. */
export interface Draft extends Omit<Provider, "id" | "version" | "secret_is_set"> {
  secret: string | null;
}

export const KINDS: Kind[] = ["oidc", "saml", "ldap"];

const BLANK: Record<Kind, Settings> = {
  oidc: {
    kind: "oidc",
    issuer: "",
    client_id: "",
    scopes: ["openid", "profile", "email"],
    token_auth: "client_secret_basic",
    certificates: "",
    sign_out_there: false,
  },
  saml: {
    kind: "saml",
    entity_id: "",
    sign_in_address: "",
    sign_out_address: "",
    certificates: "",
    subject_attribute: "",
    sign_requests: true,
    encrypted_only: false,
    started_by_provider: false,
  },
  ldap: {
    kind: "ldap",
    address: "ldaps://",
    start_tls: false,
    certificates: "",
    bind_dn: "",
    base_dn: "",
    user_filter: "(uid={user_name})",
    subject_attribute: "entryUUID",
    group_base_dn: "",
    group_filter: "(member={dn})",
    group_name_attribute: "cn",
    nested_groups: false,
  },
};

export function blank(kind: Kind): Draft {
  return {
    title: "",
    enabled: false,
    settings: BLANK[kind],
    mapping: { user_name: "", email: "", display_name: "", groups: "" },
    group_roles: [],
    creates_accounts: false,
    new_account_role: "Members",
    email_domains: [],
    trusted_for_email: false,
    secret: null,
  };
}

export function draftOf(provider: Provider): Draft {
  const { title, enabled, settings, mapping, group_roles, creates_accounts, new_account_role, email_domains, trusted_for_email } = provider;
  return { title, enabled, settings, mapping, group_roles, creates_accounts, new_account_role, email_domains, trusted_for_email, secret: null };
}

export function changeOf(draft: Draft, version: number): ChangedProviderWrite {
  return { ...draft, version };
}

/** What the provider's administrator has to be told of Aqtra. */
export function registration(id: string, settings: Settings): { label: "callback" | "metadata" | "signedOut"; address: string }[] {
  const base = `${window.location.origin}/api/v1/session/providers/${id}`;
  switch (settings.kind) {
    case "oidc": {
      const callback = { label: "callback", address: `${base}/callback` } as const;
      return settings.sign_out_there ? [callback, { label: "signedOut", address: `${base}/signed-out` }] : [callback];
    }
    case "saml":
      return [{ label: "metadata", address: `${base}/saml/metadata` }];
    case "ldap":
      return [];
  }
}
