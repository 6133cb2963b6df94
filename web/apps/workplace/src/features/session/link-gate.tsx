import { type LinkPurpose, linkOf } from "@aqtra/runtime/account-link";
import { lazy, type ReactNode, useState } from "react";

const LinkScreen = lazy(() => import("./link-screen").then((module) => ({ default: module.LinkScreen })));

/** Links from mails are for visitors, too: they come before the question who is signed in. */
export function LinkGate({ children }: { children: ReactNode }) {
  const [link] = useState<LinkPurpose | undefined>(() => linkOf(window.location));
  return link ? <LinkScreen link={link} /> : children;
}
