/** Systems that make accounts, as the platform knows them. */

import type { NewClient, ProvisioningClient } from "@aqtra/api";

import { api } from "../../shared/api";
import type { Answer } from "../../shared/api/types";

export const {
  useListProvisioningClientsQuery,
  useCreateProvisioningClientMutation,
  useChangeProvisioningClientMutation,
  useRenewProvisioningTokenMutation,
  useRevokeProvisioningTokenMutation,
} = api;

export type Client = Answer<ProvisioningClient>;
export type { NewClient };

export const ADDRESS = `${window.location.origin}/api/scim/v2`;
