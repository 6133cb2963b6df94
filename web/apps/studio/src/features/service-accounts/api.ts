/** Requests about service accounts, under the words of the generated client. */

import type * as Api from "@aqtra/api";

import { api } from "../../shared/api";
import type { Answer } from "../../shared/api";
import type { Token } from "../tokens/api";

export type ServiceAccount = Answer<Api.Program>;
export type ServiceAccounts = Answer<Api.Programs>;

export const { useCreateServiceAccountMutation, useChangeServiceAccountMutation, useCreateServiceTokenMutation, useRevokeServiceTokenMutation } = api;

export function useServiceAccounts() {
  const result = api.useGetServiceAccountsQuery(undefined);
  return { ...result, data: result.data as ServiceAccounts | undefined };
}

export function useServiceTokens(accountId: number) {
  const result = api.useGetServiceTokensQuery({ accountId });
  return { ...result, data: result.data as Token[] | undefined };
}
