/** What the form asks for each kind of provider, in the order in which people read it elsewhere. */

import type { Kind, Mapping } from "./api";

export interface Line {
  name: string;
  required?: boolean;
  hint?: boolean;
  /** Several lines, such as a certificate. */
  tall?: boolean;
  choices?: string[];
}

const CERTIFICATES: Line = { name: "certificates", hint: true, tall: true };

export const LINES: Record<Kind, Line[]> = {
  oidc: [
    { name: "issuer", required: true, hint: true },
    { name: "client_id", required: true },
    { name: "token_auth", choices: ["client_secret_basic", "client_secret_post", "none"] },
    { name: "scopes", hint: true },
    CERTIFICATES,
  ],
  saml: [
    { name: "entity_id", required: true, hint: true },
    { name: "sign_in_address", required: true, hint: true },
    { name: "sign_out_address", hint: true },
    { name: "certificates", required: true, tall: true },
    { name: "subject_attribute", hint: true },
  ],
  ldap: [
    { name: "address", required: true, hint: true },
    { name: "bind_dn", hint: true },
    { name: "base_dn", required: true },
    { name: "user_filter", required: true, hint: true },
    { name: "subject_attribute", required: true, hint: true },
    { name: "group_base_dn", hint: true },
    { name: "group_filter", required: true, hint: true },
    { name: "group_name_attribute", required: true },
    CERTIFICATES,
  ],
};

export const FLAGS: Record<Kind, string[]> = {
  oidc: ["sign_out_there"],
  saml: ["sign_requests", "encrypted_only", "started_by_provider"],
  ldap: ["start_tls", "nested_groups"],
};

export const MAPPED: (keyof Mapping)[] = ["user_name", "email", "display_name", "groups"];
