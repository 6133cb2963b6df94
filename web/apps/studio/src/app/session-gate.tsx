/** Lets builders in; everybody else sees what is missing. The address stays, so signing in leads back to it. */

import { Box } from "@mui/material";
import { linkOf } from "@aqtra/runtime/account-link";
import { useState } from "react";
import type { PropsWithChildren } from "react";
import { useSelector } from "react-redux";

import { ChangePassword, LinkEntrance, NoAccess, SetUpFactor, SignIn, SignInAgain } from "../features/session";
import { hasSessionEnded, useGetSessionQuery } from "../shared/api";
import { ProblemState } from "../shared/problems";
import { mayBuild } from "./shell/navigation";

export function SessionGate({ children }: PropsWithChildren) {
  const { data: session, error, refetch } = useGetSessionQuery(undefined);
  const ended = useSelector(hasSessionEnded);
  const [link] = useState(() => linkOf(window.location));
  if (!session) {
    return error ? <ProblemState error={error} onRetry={() => void refetch()} /> : <Box aria-busy="true" />;
  }
  if (link) return <LinkEntrance link={link} />;
  if (!session.user) return <SignIn />;
  if (session.password_change_required) return <ChangePassword userName={session.user.user_name} />;
  if (session.second_factor_required) return <SetUpFactor onDone={() => void refetch()} />;
  if (!mayBuild(session.rights)) return <NoAccess user={session.user} />;
  return (
    <>
      {children}
      {/* Over the screen, not instead of it: what was being typed stays. */}
      {ended && <SignInAgain user={session.user} />}
    </>
  );
}
