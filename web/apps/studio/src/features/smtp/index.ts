export { SmtpScreen } from "./screen";
