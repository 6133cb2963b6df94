/** The code of a sign-in that failed at a provider, with which the browser was sent back; null when it was not. */
export function returnedProblem(search: string): string | null {
  const code = new URLSearchParams(search).get("sign_in_problem");
  return code && /^[a-z_]{1,60}$/.test(code) ? code : null;
}
