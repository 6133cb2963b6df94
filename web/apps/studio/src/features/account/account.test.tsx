import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { answers, problem, renderStudio, serve } from "../../testing";

const HERE = {
  id: 1,
  created_at: "2026-11-20T10:00:00Z",
  last_seen_at: "2026-11-20T11:00:00Z",
  expires_at: "2026-11-20T22:00:00Z",
  address: "192.0.2.7",
  user_agent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
  method: "password",
  current: true,
};
const PHONE = { ...HERE, id: 2, current: false, user_agent: "Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36" };
const nothing = () => new Response(null, { status: 204 });

describe("the security page", () => {
  it("asks for a proof where one is due, and goes on where it stopped", async () => {
    let proved = false;
    serve("GET /account", { ...answers.account, totp: true, recovery_codes: 3 });
    serve("GET /account/sessions", [HERE]);
    serve("POST /account/proof/password", (body) => {
      proved = (body as { password: string }).password === "right";
      return proved ? nothing() : problem(401, "wrong_credentials");
    });
    serve("POST /account/recovery-codes", () => (proved ? { recovery_codes: ["AAAA-BBBB"] } : problem(403, "proof_required")));
    const { user } = renderStudio("/account");
    expect(await screen.findByText(/3 codes are left/)).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "New codes" }));
    const dialog = await screen.findByRole("dialog", { name: "Is it you?" });
    await user.type(within(dialog).getByLabelText(/Password/), "wrong");
    await user.click(within(dialog).getByRole("button", { name: "Confirm" }));
    expect(await within(dialog).findByRole("alert")).toHaveTextContent("The password is wrong");
    await user.type(within(dialog).getByLabelText(/Password/), "right");
    await user.click(within(dialog).getByRole("button", { name: "Confirm" }));
    expect(await screen.findByText("AAAA-BBBB")).toBeInTheDocument();
    expect(screen.queryByRole("dialog", { name: "Is it you?" })).not.toBeInTheDocument();
  });

  it("turns an app on by its first code, and shows the recovery codes once", async () => {
    serve("GET /account", answers.account);
    serve("GET /account/sessions", [HERE]);
    serve("POST /account/totp", { secret: "KEY", uri: "otpauth://totp/x", picture: "<svg/>" });
    serve("POST /account/totp/confirm", (body) => ((body as { code: string }).code === "123456" ? { recovery_codes: ["AAAA-BBBB", "CCCC-DDDD"] } : problem(422, "wrong_code")));
    const { user } = renderStudio("/account");
    await user.click(await screen.findByRole("button", { name: "Set up" }));
    expect(await screen.findByText("KEY")).toBeInTheDocument();
    await user.type(screen.getByLabelText(/First code/), "1");
    await user.click(screen.getByRole("button", { name: "Turn on" }));
    expect(await screen.findByText(/The code does not fit/)).toBeInTheDocument();
    await user.type(screen.getByLabelText(/First code/), "123456");
    await user.click(screen.getByRole("button", { name: "Turn on" }));
    const codes = await screen.findByRole("list", { name: "Recovery codes" });
    expect(within(codes).getAllByRole("listitem")).toHaveLength(2);
    await user.click(screen.getByRole("button", { name: "I have kept them" }));
    expect(screen.queryByText("AAAA-BBBB")).not.toBeInTheDocument();
  });

  it("marks this browser and signs another one out", async () => {
    let sessions = [HERE, PHONE];
    serve("GET /account", answers.account);
    serve("GET /account/sessions", () => sessions);
    serve("DELETE /account/sessions/:id", () => {
      sessions = [HERE];
      return nothing();
    });
    const { user } = renderStudio("/account");
    expect(await screen.findByText(/Firefox · Linux/)).toHaveTextContent("This browser");
    await user.click(screen.getByRole("button", { name: "Sign out Chrome · Android" }));
    await screen.findByText(/Firefox · Linux/);
    expect(await screen.findByRole("heading", { name: "Where you are signed in" })).toBeInTheDocument();
    await expect.poll(() => screen.queryByText("Chrome · Android")).toBeNull();
  });

  it("says which rule a new password breaks", async () => {
    serve("GET /account", answers.account);
    serve("GET /account/sessions", [HERE]);
    serve("PUT /session/password", () => problem(422, "weak_password", { fields: [{ field: "new_password", rule: "guessable", message: "", params: {} }] }));
    const { user } = renderStudio("/account");
    await user.click(await screen.findByRole("button", { name: "Change password" }));
    await user.type(screen.getByLabelText(/Current password/), "old");
    await user.type(screen.getByLabelText(/^New password \*|^New password$/), "password123");
    await user.type(screen.getByLabelText(/New password again/), "password123");
    await user.click(screen.getByRole("button", { name: "Change password" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("common or easily guessed");
  });

  it("keeps what was typed and says so when the server cannot be reached", async () => {
    serve("GET /account", answers.account);
    serve("GET /account/sessions", [HERE]);
    serve("PUT /account/email", () => Response.error());
    const { user } = renderStudio("/account");
    await user.type(await screen.findByLabelText(/New address/), "ada@example.org");
    await user.click(screen.getByRole("button", { name: "Send a link to confirm it" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("cannot be reached");
    expect(screen.getByLabelText(/New address/)).toHaveValue("ada@example.org");
  });

  it("is an error with another try when it cannot be read", async () => {
    let broken = true;
    serve("GET /account", () => (broken ? problem(500, "internal_error") : answers.account));
    serve("GET /account/sessions", [HERE]);
    const { user } = renderStudio("/account");
    expect(await screen.findByText("trace-1")).toBeInTheDocument();
    broken = false;
    await user.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByText("Authenticator app")).toBeInTheDocument();
  });
});
