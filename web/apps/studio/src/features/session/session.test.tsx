import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { answers, problem, renderStudio, serve } from "../../testing";

const ANONYMOUS = { ...answers.session, user: null, rights: [] };

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
