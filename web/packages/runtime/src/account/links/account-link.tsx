import { ChoosePassword } from "./choose-password";
import { ConfirmEmail } from "./confirm-email";
import type { LinkPurpose } from "./link-of";

/** The form behind a link. `home`: where signing in begins. */
export function AccountLink({ link, home }: { link: LinkPurpose; home: string }) {
  return link.purpose === "password" ? <ChoosePassword token={link.token} home={home} /> : <ConfirmEmail token={link.token} home={home} />;
}
