import { forgetToken } from "@aqtra/api";

import { api } from "./base";
import { sessionResumed } from "./session-slice";
import type { SessionInfo } from "./types";

const sessionApi = api.injectEndpoints({
  endpoints: (build) => ({
    getSession: build.query<SessionInfo, undefined>({
      query: () => "/api/v1/session",
      providesTags: ["Session"],
    }),
    signIn: build.mutation<SessionInfo, { user_name: string; password: string }>({
      query: (body) => ({ url: "/api/v1/session", method: "POST", body }),
      async onQueryStarted(_, { dispatch, queryFulfilled }) {
        const { data } = await queryFulfilled.catch(() => ({ data: null }));
        if (!data) return;
        await dispatch(sessionApi.util.upsertQueryData("getSession", undefined, data));
        dispatch(sessionResumed());
      },
    }),
    signOut: build.mutation<null, undefined>({
      query: () => ({ url: "/api/v1/session", method: "DELETE" }),
      async onQueryStarted(_, { dispatch, queryFulfilled }) {
        const done = await queryFulfilled.then(() => true, () => false);
        if (!done) return;
        forgetToken();
        // Nothing the user could read may stay in memory for the next one.
        dispatch(api.util.resetApiState());
      },
    }),
    changePassword: build.mutation<null, { current_password: string; new_password: string }>({
      query: (body) => ({ url: "/api/v1/session/password", method: "PUT", body }),
      invalidatesTags: (_, error) => (error ? [] : ["Session"]),
    }),
  }),
});

export const { useGetSessionQuery, useSignInMutation, useSignOutMutation, useChangePasswordMutation } = sessionApi;
