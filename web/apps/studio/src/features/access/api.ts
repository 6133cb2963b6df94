/** What the Access screens ask of the platform. A refused change reads nothing anew: what was typed stays. */

import type * as Api from "@aqtra/api";
import { skipToken } from "@reduxjs/toolkit/query";

import { api } from "../../shared/api";
import type { Answer } from "../../shared/api";

export type AccessTree = Answer<Api.AccessTree>;
export type RestrictedComponent = AccessTree["components"][number];
export type PermissionKind = Api.PermissionKind;
export type Role = Answer<Api.Role>;
export type User = Answer<Api.User>;
export type UserChange = Answer<Api.UserChange>;
export type GrantedRight = Answer<Api.ExplainedRight>;
export type Explanation = Answer<Api.Explanation>;

/** One right to one thing; `object` is empty when that is a whole component. */
export type Permission = Answer<Api.Permission>;
export type PermissionSet = Answer<Api.PermissionSet>;

/** Nothing named is System. */
export type Context = Answer<Api.Context>;

export const SYSTEM: Context = { component: null, entry: null, object: null };

const changed = (_: unknown, error: unknown): "access"[] => (error ? [] : ["access"]);

const accessApi = api.enhanceEndpoints({
  endpoints: {
    createPermissionSet: { invalidatesTags: changed },
    savePermissionSet: { invalidatesTags: changed },
    deletePermissionSet: { invalidatesTags: changed },
    createRole: { invalidatesTags: changed },
    saveRole: { invalidatesTags: changed },
    deleteRole: { invalidatesTags: changed },
    createUser: { invalidatesTags: (_: unknown, error: unknown) => (error ? [] : ["access", "Statistics"]) },
    saveUser: { invalidatesTags: changed },
    resetUserPassword: { invalidatesTags: [] },
    // What is restricted changes by publications, which tell this screen nothing.
    getAccessTree: { providesTags: ["access"], keepUnusedDataFor: 0 },
    explainUserRights: { providesTags: ["access"], keepUnusedDataFor: 0 },
  },
});

export const {
  useCreatePermissionSetMutation,
  useSavePermissionSetMutation,
  useDeletePermissionSetMutation,
  useCreateRoleMutation,
  useSaveRoleMutation,
  useDeleteRoleMutation,
  useCreateUserMutation,
  useSaveUserMutation,
  useResetUserPasswordMutation,
  useStartViewingMutation,
} = accessApi;

export function useAccessTree() {
  const result = accessApi.useGetAccessTreeQuery(undefined);
  return { ...result, data: result.data as AccessTree | undefined };
}

export function usePermissionSets() {
  const result = accessApi.useListPermissionSetsQuery(undefined);
  return { ...result, data: result.data as PermissionSet[] | undefined };
}

export function usePermissionSet(setId: number) {
  const result = accessApi.useGetPermissionSetQuery({ setId });
  return { ...result, data: result.currentData as PermissionSet | undefined };
}

export function useRoles() {
  const result = accessApi.useListRolesQuery(undefined);
  return { ...result, data: result.data as Role[] | undefined };
}

export function useRole(roleId: number) {
  const result = accessApi.useGetRoleQuery({ roleId });
  return { ...result, data: result.currentData as Role | undefined };
}

export function useUsers(query: { search: string; top: number; skip: number }) {
  const result = accessApi.useListUsersQuery(query);
  return { ...result, data: result.data as { count: number; value: User[] } | undefined };
}

export function useUser(userId: number) {
  const result = accessApi.useGetUserQuery({ userId });
  return { ...result, data: result.currentData as User | undefined };
}

export function useUserRights(userId: number) {
  const result = accessApi.useListUserRightsQuery({ userId });
  return { ...result, data: result.currentData as GrantedRight[] | undefined };
}

export function useExplanation(userId: number, component: string | null, entry: number | null) {
  const result = accessApi.useExplainUserRightsQuery(component === null ? skipToken : { userId, component, entry: entry ?? undefined });
  return { ...result, data: result.currentData as Explanation | undefined };
}

export interface EntryName {
  id: number;
  /** Null: it has none. */
  name: string | null;
}

const MOST_OPTIONS = 30;

/** Entries whose name holds the text, in the order of their names. */
export function useEntrySearch(component: string | null, text: string) {
  const result = accessApi.useListEntriesQuery(
    component === null
      ? skipToken
      : {
          component,
          $filter: text === "" ? undefined : `contains(name,'${text.replace(/'/g, "''")}')`,
          $orderby: "name,id",
          $select: "name",
          $top: String(MOST_OPTIONS),
        },
  );
  // Until the next answer comes, what was found before may still be chosen.
  return { entries: result.data?.value as EntryName[] | undefined, error: result.error, isFetching: result.isFetching };
}

/** The name of one entry; none while it is not known, or when there is no such entry any more. */
export function useEntryName(component: string | null, entry: number | null): string | null {
  const { currentData } = accessApi.useListEntriesQuery(
    component === null || entry === null ? skipToken : { component, $filter: `id eq ${entry}`, $select: "name", $top: "1" },
  );
  return (currentData?.value[0] as EntryName | undefined)?.name ?? null;
}
