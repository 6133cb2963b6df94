/** What both apps show of one's own account: the second step of signing in, links from mails, the security page. */
export { AccountLink } from "./links/account-link";
export type { LinkPurpose } from "./links/link-of";
export { ForgotPassword } from "./links/forgot-password";
export { PasskeyButton } from "./passkey-button";
export { ProviderButtons } from "./providers/provider-buttons";
export { SecondFactorNeeded } from "./security/second-factor-needed";
export { SecondStep } from "./second-step";
export { SecurityScreen } from "./security/security-screen";
export { useHurdle } from "./use-hurdle";
