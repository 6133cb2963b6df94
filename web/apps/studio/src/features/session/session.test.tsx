import { cleanup, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { answers, problem, renderStudio, serve } from "../../testing";

const ANONYMOUS = { ...answers.session, user: null, rights: [] };
const WAITING = { ...ANONYMOUS, pending_factors: ["totp", "recovery"] };

describe("signing in", () => {
  it("keeps the user name and asks for the password again when it was wrong", async () => {
    serve("GET /session", ANONYMOUS);
    serve("POST /session", () => problem(401, "wrong_credentials"));
    const { user } = renderStudio("/");
    await user.type(await screen.findByLabelText(/User name/), "ada");
    await user.type(screen.getByLabelText(/Password/), "nonsense");
    await user.click(screen.getByRole("button", { name: "Sign in" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("User name or password is wrong");
    expect(screen.getByLabelText(/User name/)).toHaveValue("ada");
    expect(screen.getByLabelText(/Password/)).toHaveValue("");
  });

  it("opens the screen the address names", async () => {
    serve("GET /session", ANONYMOUS);
    serve("POST /session", answers.session);
    const { user } = renderStudio("/components");
    await user.type(await screen.findByLabelText(/User name/), "ada");
    await user.type(screen.getByLabelText(/Password/), "secret");
    await user.click(screen.getByRole("button", { name: "Sign in" }));
    expect(await screen.findByRole("heading", { name: "Components" })).toBeInTheDocument();
  });

  it("tells a user without the right studio that there is no access", async () => {
    serve("GET /session", { ...answers.session, rights: [] });
    renderStudio("/");
    expect(await screen.findByRole("heading", { name: "No access to Studio" })).toBeInTheDocument();
    expect(screen.queryByRole("navigation", { name: "Studio" })).not.toBeInTheDocument();
  });

  it("asks for a password of one's own first, and refuses two that differ", async () => {
    serve("GET /session", { ...answers.session, password_change_required: true });
    const { user } = renderStudio("/");
    await user.type(await screen.findByLabelText(/^New password \*|^New password$/), "one");
    await user.type(screen.getByLabelText(/New password again/), "two");
    expect(screen.getByText("The two new passwords differ")).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Change password" })).toBeDisabled();
  });

  it("asks for a second factor after the password, and empties a code that was wrong", async () => {
    serve("GET /session", ANONYMOUS);
    serve("POST /session", WAITING);
    serve("POST /session/factor", (body) => ((body as { code: string }).code === "123456" ? answers.session : problem(401, "wrong_factor")));
    const { user } = renderStudio("/components");
    await user.type(await screen.findByLabelText(/User name/), "ada");
    await user.type(screen.getByLabelText(/Password/), "secret");
    await user.click(screen.getByRole("button", { name: "Sign in" }));
    await user.type(await screen.findByLabelText(/Code/), "999999");
    await user.click(screen.getByRole("button", { name: "Sign in" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("That was not right");
    expect(screen.getByLabelText(/Code/)).toHaveValue("");
    await user.type(screen.getByLabelText(/Code/), "123456");
    await user.click(screen.getByRole("button", { name: "Sign in" }));
    expect(await screen.findByRole("heading", { name: "Components" })).toBeInTheDocument();
  });

  it("goes back to the password when somebody else wants to sign in", async () => {
    serve("GET /session", WAITING);
    const { user } = renderStudio("/");
    await user.click(await screen.findByRole("button", { name: "Use a recovery code instead" }));
    expect(screen.getByLabelText(/Recovery code/)).toHaveFocus();
    await user.click(screen.getByRole("button", { name: "Sign in as somebody else" }));
    expect(await screen.findByLabelText(/User name/)).toBeInTheDocument();
  });

  it("offers a link to a new password only where mail can be sent, and says the same for every name", async () => {
    serve("GET /session", { ...ANONYMOUS, mail: true });
    const asked: unknown[] = [];
    serve("POST /session/forgotten", (body) => {
      asked.push(body);
      return new Response(null, { status: 204 });
    });
    const { user } = renderStudio("/");
    await user.type(await screen.findByLabelText(/User name/), "ada");
    await user.click(screen.getByRole("button", { name: "Forgot password?" }));
    expect(screen.getByLabelText(/User name or e-mail/)).toHaveValue("ada");
    await user.click(screen.getByRole("button", { name: "Send the link" }));
    expect(await screen.findByRole("status")).toHaveTextContent("If there is such an account");
    expect(asked).toEqual([{ name: "ada", app: "studio" }]);
    cleanup();
    serve("GET /session", ANONYMOUS);
    renderStudio("/");
    await screen.findByLabelText(/User name/);
    expect(screen.queryByRole("button", { name: "Forgot password?" })).not.toBeInTheDocument();
  });

  it("leads to a second factor first where the installation demands one", async () => {
    serve("GET /session", { ...answers.session, second_factor_required: true });
    serve("GET /account", answers.account);
    renderStudio("/");
    expect(await screen.findByRole("heading", { name: "Set up a second factor" })).toBeInTheDocument();
    expect(await screen.findByText("Authenticator app")).toBeInTheDocument();
    expect(screen.queryByRole("navigation", { name: "Studio" })).not.toBeInTheDocument();
  });

  it("asks for the second factor over the open screen when a session ended", async () => {
    serve("PUT /studio/domains/:name/settings", () => problem(401, "not_signed_in"));
    serve("POST /session", WAITING);
    serve("POST /session/factor", answers.session);
    const { user } = renderStudio("/domains/digital-workplace/settings");
    await user.type(await screen.findByLabelText("Title"), " 2");
    await user.click(screen.getByRole("button", { name: "Save" }));
    await screen.findByRole("dialog", { name: "Your session has ended" });
    await user.type(screen.getByLabelText(/Password/), "secret");
    await user.click(screen.getByRole("button", { name: "Sign in" }));
    await user.type(await screen.findByLabelText(/Code/), "123456");
    await user.click(screen.getByRole("button", { name: "Sign in" }));
    expect(await screen.findByLabelText("Title")).toHaveValue("Digital Workplace 2");
  });

  it("lets somebody whose session ended sign in over the open screen, and keeps what was typed", async () => {
    serve("PUT /studio/domains/:name/settings", () => problem(401, "not_signed_in"));
    serve("POST /session", answers.session);
    const { user } = renderStudio("/domains/digital-workplace/settings");
    const title = await screen.findByLabelText("Title");
    await user.type(title, " 2");
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByRole("dialog", { name: "Your session has ended" })).toBeInTheDocument();
    await user.type(screen.getByLabelText(/Password/), "secret");
    await user.click(screen.getByRole("button", { name: "Sign in" }));
    expect(await screen.findByLabelText("Title")).toHaveValue("Digital Workplace 2");
  });
});
