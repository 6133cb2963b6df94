import { screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";

import { answers, problem, renderStudio, serve } from "../../testing";
import { returnedProblem } from "@aqtra/runtime/returned-problem";

const ANONYMOUS = { ...answers.session, user: null, rights: [] };
const COMPANY = { id: "p1", kind: "oidc", title: "Company" };
const DIRECTORY = { id: "p2", kind: "ldap", title: "Directory" };

afterEach(() => vi.unstubAllGlobals());

describe("buttons of providers", () => {
  it("stand around the form, the default one first", async () => {
    serve("GET /session", ANONYMOUS);
    serve("GET /session/providers", { local: true, default: "p1", providers: [COMPANY, DIRECTORY] });
    renderStudio("/");
    await screen.findByRole("button", { name: "Sign in with Company" });
    const names = within(screen.getByRole("main"))
      .getAllByRole("button")
      .map((button) => button.textContent);
    expect(names).toEqual(["Sign in with Company", "Sign in", "Sign in with Directory"]);
  });

  it("lead to the provider", async () => {
    const asked: unknown[] = [];
    serve("GET /session", ANONYMOUS);
    serve("GET /session/providers", { local: true, default: null, providers: [COMPANY] });
    serve("POST /session/providers/:id/begin", (body) => {
      asked.push(body);
      return problem(503, "provider_unavailable", { detail: "Company does not answer" });
    });
    const { user } = renderStudio("/");
    await user.click(await screen.findByRole("button", { name: "Sign in with Company" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("The provider does not answer");
    expect(asked).toEqual([{ return_to: window.location.pathname }]);
  });

  it("ask for the password that a directory knows, and keep the name when it was wrong", async () => {
    serve("GET /session", ANONYMOUS);
    serve("GET /session/providers", { local: true, default: null, providers: [DIRECTORY] });
    serve("POST /session/providers/:id/password", () => problem(401, "wrong_credentials"));
    const { user } = renderStudio("/");
    await user.click(await screen.findByRole("button", { name: "Sign in with Directory" }));
    await user.type(await screen.findByLabelText(/User name/), "ada");
    await user.type(screen.getByLabelText(/Password/), "nonsense");
    await user.click(screen.getByRole("button", { name: "Sign in" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("User name or password is wrong");
    expect(screen.getByLabelText(/User name/)).toHaveValue("ada");
    serve("POST /session/providers/:id/password", answers.session);
    await user.type(screen.getByLabelText(/Password/), "right");
    await user.click(screen.getByRole("button", { name: "Sign in" }));
    expect(await screen.findByRole("navigation", { name: "Studio" })).toBeInTheDocument();
  });
});

describe("when the session has ended", () => {
  const end = async () => {
    serve("PUT /studio/domains/:name/settings", () => problem(401, "not_signed_in"));
    serve("GET /session/providers", { local: true, default: null, providers: [COMPANY, DIRECTORY] });
    const { user } = renderStudio("/domains/digital-workplace/settings");
    await user.type(await screen.findByLabelText("Title"), " 2");
    await user.click(screen.getByRole("button", { name: "Save" }));
    return { user, dialog: within(await screen.findByRole("dialog", { name: "Your session has ended" })) };
  };

  it("a provider is met in another tab, and what was typed is still there", async () => {
    const { user, dialog } = await end();
    const tab = { opener: window, close: vi.fn(), location: { assign: vi.fn() } };
    vi.stubGlobal("open", () => tab);
    serve("POST /session/providers/:id/begin", { address: "https://company.example/authorize" });
    serve("GET /account", () => problem(401, "not_signed_in"));
    await user.click(await dialog.findByRole("button", { name: "Sign in with Company" }));
    await waitFor(() => expect(tab.location.assign).toHaveBeenCalledWith("https://company.example/authorize"));
    expect(tab.opener).toBeNull();
    // Not yet: the page stays as it is.
    await user.click(await dialog.findByRole("button", { name: "I am signed in" }));
    expect(screen.getByRole("dialog", { name: "Your session has ended" })).toBeInTheDocument();
    serve("GET /account", answers.account);
    window.dispatchEvent(new Event("focus"));
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    expect(screen.getByLabelText("Title")).toHaveValue("Digital Workplace 2");
  });

  it("a directory is asked in place", async () => {
    const { user, dialog } = await end();
    serve("POST /session/providers/:id/password", answers.session);
    await user.click(await dialog.findByRole("button", { name: "Sign in with Directory" }));
    await user.type(await dialog.findByLabelText(/User name/), "ada");
    await user.type(dialog.getByLabelText(/Password/), "right");
    await user.click(dialog.getByRole("button", { name: "Sign in" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    expect(screen.getByLabelText("Title")).toHaveValue("Digital Workplace 2");
  });
});

describe("the problem that a browser comes back with", () => {
  it.each([
    ["?sign_in_problem=no_account", "no_account"],
    ["?sign_in_problem=<img>", null],
    ["", null],
  ])("of %s is %s", (search, code) => {
    expect(returnedProblem(search)).toBe(code);
  });
});
