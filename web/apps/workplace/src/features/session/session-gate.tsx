import { type SessionInfo } from "@aqtra/api";
import { api, useGetSessionQuery, useGetWorkplaceQuery } from "@aqtra/api/client";
import { formsCleared, problemOf } from "@aqtra/runtime";
import { returnedProblem } from "@aqtra/runtime/returned-problem";
import { lazy, type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useDispatch, useSelector, useStore } from "react-redux";

import { type SessionRoot, signedIn } from "../../shared/session";
import { ProblemScreen } from "../page/problem-screen";

const ChangePassword = lazy(() => import("./change-password").then((module) => ({ default: module.ChangePassword })));
const SetUpFactor = lazy(() => import("./set-up-factor").then((module) => ({ default: module.SetUpFactor })));
const LoginComponent = lazy(() => import("./login-component").then((module) => ({ default: module.LoginComponent })));
const SignIn = lazy(() => import("./sign-in").then((module) => ({ default: module.SignIn })));

/** Lets through whoever may be here; otherwise asks to sign in, at the same address. */
export function SessionGate({ children }: { children: ReactNode }) {
  const { t } = useTranslation("workplace");
  const dispatch = useDispatch();
  const store = useStore<SessionRoot>();
  const asked = useSelector((state: SessionRoot) => state.session.asked);
  const session = useGetSessionQuery();
  const workplace = useGetWorkplaceQuery();
  const user = session.data?.user;
  // A sign-in that failed at a provider comes back to the form, which says why.
  const [wantsForm, setWantsForm] = useState(() => returnedProblem(window.location.search) !== null);

  useEffect(() => {
    // Known from the start, so that a session that ends later is told apart from a first visit.
    if (user && store.getState().session.lastUser === null) dispatch(signedIn(user.id));
  }, [user, dispatch, store]);

  if (session.isError) return <ProblemScreen problem={problemOf(session.error)} onRetry={() => void session.refetch()} />;
  if (!session.data) return null;
  const brand = workplace.data?.domain.title || workplace.data?.domain.name || t("appName");

  const enter = (info: SessionInfo) => {
    const previous = store.getState().session.lastUser;
    // What another user had typed is not for this one to see.
    if (previous !== null && previous !== info.user?.id) dispatch(formsCleared());
    // Everything was read as somebody else, or as nobody.
    dispatch(api.util.resetApiState());
    if (info.user) dispatch(signedIn(info.user.id));
  };
  // Until then the server took them for a visitor.
  const settle = () => dispatch(api.util.resetApiState());
  if (session.data.user && session.data.password_change_required) {
    return <ChangePassword brand={brand} userName={session.data.user.user_name} onChanged={settle} />;
  }
  if (session.data.user && session.data.second_factor_required) return <SetUpFactor brand={brand} onDone={settle} />;
  const login = workplace.data?.domain.settings.login_component;
  if (asked !== "no" && login && !wantsForm) return <LoginComponent component={login} onSignIn={() => setWantsForm(true)} />;
  if (asked !== "no") return <SignIn brand={brand} ended={asked === "ended"} onSignedIn={enter} />;
  return children;
}
