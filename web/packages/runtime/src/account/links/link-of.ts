export interface LinkPurpose {
  purpose: "password" | "email";
  token: string;
}

/** What a link from a mail is for: `/account/<purpose>#<token>` below the app's own address. */
export function linkOf({ pathname, hash }: { pathname: string; hash: string }): LinkPurpose | undefined {
  const [, purpose] = /\/account\/(password|email)\/?$/.exec(pathname) ?? [];
  return purpose ? { purpose: purpose as LinkPurpose["purpose"], token: hash.slice(1) } : undefined;
}
