import type { ShownSamlKey } from "@aqtra/api";
import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { answers, problem, renderStudio, serve } from "../../testing";
import { blank } from "./api";
import type { Provider } from "./api";

const ADMINISTRATOR = { ...answers.session, rights: ["studio", "administer"] };

function provider(change: Partial<Provider>): Provider {
  return { ...blank("oidc"), id: "p1", title: "Company", version: 3, secret_is_set: true, ...change };
}

function key(change: Partial<ShownSamlKey>): ShownSamlKey {
  return { id: "k1", certificate: "PEM", signs: true, created_at: "2026-11-28T00:00:00Z", expires_at: "2036-11-25T00:00:00Z", ...change };
}

describe("identity providers", () => {
  it("says what they are when there are none, and offers the kinds", async () => {
    serve("GET /session", ADMINISTRATOR);
    serve("GET /identity-providers", []);
    const { user, router } = renderStudio("/access/providers");
    expect(await screen.findByText("No identity providers yet")).toBeInTheDocument();
    const [add] = screen.getAllByRole("button", { name: "Add provider" });
    await user.click(add as HTMLElement);
    await user.click(await screen.findByRole("menuitem", { name: "LDAP directory" }));
    expect(await screen.findByLabelText(/Filter of people/)).toHaveValue("(uid={user_name})");
    expect(router.state.location.search).toBe("?kind=ldap");
  });

  it("are not for builders", async () => {
    renderStudio("/access/providers");
    expect(await screen.findByText("You may not open this")).toBeInTheDocument();
  });

  it("are made, and what was typed stays when that is refused", async () => {
    const sent: unknown[] = [];
    serve("GET /session", ADMINISTRATOR);
    serve("GET /identity-providers", []);
    serve("POST /identity-providers", (body) => {
      sent.push(body);
      return problem(422, "invalid_provider", { fields: [{ field: "settings.issuer", rule: "x", message: "begins with https://", params: {} }] });
    });
    const { user } = renderStudio("/access/providers/new?kind=oidc");
    await user.type(await screen.findByLabelText(/^Title/), "Company");
    await user.type(screen.getByLabelText(/^Issuer/), "nonsense");
    await user.type(screen.getByLabelText("Client secret"), "hush");
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("begins with https://");
    expect(screen.getByLabelText(/^Issuer/)).toHaveValue("nonsense");
    expect(sent).toMatchObject([{ title: "Company", secret: "hush", settings: { kind: "oidc", issuer: "nonsense" } }]);
  });

  it("keep their secret unless another is typed, and map groups to roles", async () => {
    const sent: unknown[] = [];
    serve("GET /session", ADMINISTRATOR);
    serve("GET /identity-providers", [provider({})]);
    serve("PUT /identity-providers/:id", (body) => {
      sent.push(body);
      return provider({ version: 4 });
    });
    const { user } = renderStudio("/access/providers/p1");
    await user.click(await screen.findByRole("button", { name: "Add mapping" }));
    const row = screen.getByRole("group", { name: "Mapping 1" });
    await user.type(within(row).getByLabelText("Group there"), "makers");
    await user.type(within(row).getByLabelText("Role here"), "Builders");
    expect(screen.getByRole("button", { name: "Check settings" })).toBeDisabled();
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText("The provider is saved")).toBeInTheDocument();
    expect(sent).toMatchObject([{ version: 3, secret: null, group_roles: [{ group: "makers", role: "Builders" }] }]);
  });

  it("say in words what a check found", async () => {
    serve("GET /session", ADMINISTRATOR);
    serve("GET /identity-providers", [provider({})]);
    serve("POST /identity-providers/:id/check", { passed: false, lines: [{ passed: false, text: "its certificate is not trusted" }] });
    const { user } = renderStudio("/access/providers/p1");
    await user.click(await screen.findByRole("button", { name: "Check settings" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("its certificate is not trusted");
    expect(screen.getByText(/\/api\/v1\/session\/providers\/p1\/callback$/)).toBeInTheDocument();
  });

  it("of SAML sign their requests, and lead from one key to the next", async () => {
    let keys = [key({})];
    const asked: string[] = [];
    serve("GET /session", ADMINISTRATOR);
    serve("GET /identity-providers", [provider({ settings: blank("saml").settings })]);
    serve("GET /saml-keys", () => keys);
    serve("POST /saml-keys", () => {
      keys = [...keys, key({ id: "k2", signs: false, created_at: "2027-03-01T00:00:00Z" })];
      return keys[1];
    });
    serve("POST /saml-keys/:key/use", () => {
      asked.push("use");
      keys = [key({ id: "k2", created_at: "2027-03-01T00:00:00Z" }), key({ signs: false })];
      return null;
    });
    serve("DELETE /saml-keys/:key", () => problem(409, "saml_key_in_use", { detail: "requests are signed with this key" }));
    const { user } = renderStudio("/access/providers/p1");
    expect(await screen.findByRole("switch", { name: "Sign requests" })).toBeChecked();
    expect(await screen.findByText(/^Signs requests/)).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Delete key" })).not.toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Add key" }));
    const added = await screen.findByRole("group", { name: /2027/ });
    expect(within(added).getByText(/^Published, signs nothing/)).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Add key" })).not.toBeInTheDocument();
    await user.click(within(added).getByRole("button", { name: "Sign with it" }));
    await user.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Sign with it" }));
    expect(await within(await screen.findByRole("group", { name: /2027/ })).findByText(/^Signs requests/)).toBeInTheDocument();
    expect(asked).toEqual(["use"]);
    await user.click(screen.getByRole("button", { name: "Delete key" }));
    await user.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Delete key" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("requests are signed with this key");
  });

  it("say what to register for people who have signed out", async () => {
    const settings = { ...blank("oidc").settings, sign_out_there: true } as Provider["settings"];
    serve("GET /session", ADMINISTRATOR);
    serve("GET /identity-providers", [provider({ settings })]);
    renderStudio("/access/providers/p1");
    expect(await screen.findByText(/\/api\/v1\/session\/providers\/p1\/signed-out$/)).toBeInTheDocument();
  });
});
