export { LinkEntrance, SetUpFactor } from "./account-entrance";
export { ChangePassword } from "./change-password";
export { NoAccess } from "./no-access";
export { SignIn } from "./sign-in";
export { SignInAgain } from "./sign-in-again";
