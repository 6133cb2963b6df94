import { forgetToken, leaveFor, type SignedOut } from "@aqtra/api";
import { api, useSignOutMutation } from "@aqtra/api/client";
import { formsCleared } from "@aqtra/runtime";
import { useCallback } from "react";
import { useDispatch } from "react-redux";

import { signedOut } from "./session";

/** Ends the session, and forgets everything that was read with it. */
export function useSignOut(): () => Promise<void> {
  const dispatch = useDispatch();
  const [signOut] = useSignOutMutation();
  return useCallback(async () => {
    const { data } = await signOut({ app: "workplace" });
    forgetToken();
    dispatch(formsCleared());
    dispatch(signedOut());
    dispatch(api.util.resetApiState());
    leaveFor((data as SignedOut | null | undefined)?.address);
  }, [dispatch, signOut]);
}
