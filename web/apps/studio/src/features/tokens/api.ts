/** Requests about API tokens, under the words of the generated client. */

import type * as Api from "@aqtra/api";

import { api } from "../../shared/api";
import type { Answer } from "../../shared/api";

export type { Scope, TokenOrder } from "@aqtra/api";

export type Token = Answer<Api.Token>;
export type CreatedToken = Answer<Api.CreatedToken>;

export const { useCreateTokenMutation, useRevokeTokenMutation } = api;

export function useTokens() {
  const result = api.useGetTokensQuery(undefined);
  return { ...result, data: result.data as Token[] | undefined };
}
