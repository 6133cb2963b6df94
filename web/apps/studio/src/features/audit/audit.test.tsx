import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { answers, problem, renderStudio, serve } from "../../testing";

const record = (id: number, change: object = {}) => ({
  id,
  at: "2026-11-20T10:00:00Z",
  action: "session.opened",
  outcome: "done",
  actor_id: 1,
  actor_name: "ada",
  target: "account:1",
  address: "192.0.2.7",
  trace_id: "a".repeat(32),
  details: {},
  ...change,
});
const chain = { position: 40, waiting: 1, checked: 40, findings: [], checkpoint_at: "2026-11-20T09:00:00Z", checkpoint_position: 30 };

function serveTrail(page: (url: URL) => object = () => ({ value: [record(2, { action: "role.changed", outcome: "refused" }), record(1)], next: null })): URL[] {
  const asked: URL[] = [];
  serve("GET /session", { ...answers.session, rights: ["studio", "administer"] });
  serve("GET /access/audit/chain", chain);
  serve("GET /access/audit", (_, url) => {
    asked.push(url);
    return page(url);
  });
  return asked;
}

describe("Audit", () => {
  it("lists who did what, and says that nothing was changed", async () => {
    serveTrail();
    renderStudio("/access/audit");
    const row = await screen.findByRole("row", { name: /role\.changed/ });
    expect(row).toHaveTextContent("ada");
    expect(row).toHaveTextContent("Refused");
    expect(await screen.findByText("The newest 40 records are unchanged")).toBeInTheDocument();
    expect(screen.getByText(/1 records wait/)).toBeInTheDocument();
  });

  it("opens a record with everything it says", async () => {
    serveTrail(() => ({ value: [record(7, { details: { reason: "locked", count: 3, name: "<img src=x onerror=alert(1)>" } })], next: null }));
    const { user } = renderStudio("/access/audit");
    await user.click(await screen.findByRole("row", { name: /session\.opened/ }));
    const panel = await screen.findByRole("dialog", { name: "session.opened" });
    expect(panel).toHaveTextContent("192.0.2.7");
    expect(panel).toHaveTextContent("locked");
    expect(within(panel).getByText("<img src=x onerror=alert(1)>")).toBeInTheDocument();
  });

  it("asks the server for what the filters say, once they are applied", async () => {
    const asked = serveTrail();
    const { user } = renderStudio("/access/audit");
    await screen.findByRole("row", { name: /role\.changed/ });
    await user.type(screen.getByRole("textbox", { name: "Who contains" }), "ada");
    await user.type(screen.getByRole("textbox", { name: "Action begins with" }), "role{Enter}");
    await screen.findByRole("button", { name: "Show all" });
    await screen.findByRole("row", { name: /role\.changed/ });
    expect(asked).toHaveLength(2);
    expect(Object.fromEntries(asked[1]?.searchParams ?? [])).toMatchObject({ who: "ada", action: "role" });
    expect(screen.getByRole("link", { name: "Export CSV" })).toHaveAttribute("href", "/api/v1/access/audit/csv?who=ada&action=role");
  });

  it("goes to older records and back", async () => {
    const asked = serveTrail((url) => (url.searchParams.get("before") === "50" ? { value: [record(49, { action: "menu.saved" })], next: null } : { value: [record(50)], next: 50 }));
    const { user } = renderStudio("/access/audit");
    await screen.findByRole("row", { name: /session\.opened/ });
    await user.click(screen.getByRole("button", { name: "Older" }));
    expect(await screen.findByRole("row", { name: /menu\.saved/ })).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Older" })).toBeDisabled();
    await user.click(screen.getByRole("button", { name: "Newer" }));
    expect(await screen.findByRole("row", { name: /session\.opened/ })).toBeInTheDocument();
    expect(asked.length).toBeGreaterThan(1);
  });

  it("says where the trail was changed, and what to do", async () => {
    serveTrail();
    serve("GET /access/audit/chain", { ...chain, findings: [{ damage: "edited", position: 12, record_id: 12 }, { damage: "truncated", position: 90, record_id: null }] });
    renderStudio("/access/audit");
    const alert = await screen.findByRole("alert");
    expect(alert).toHaveTextContent("The trail was changed in 2 places");
    expect(alert).toHaveTextContent("Edited at position 12");
    expect(within(alert).getByRole("link", { name: "What to do now" })).toHaveAttribute("href", "/help/runbooks/audit/");
  });

  it("says what is missing when there is nothing, and when nothing fits", async () => {
    serveTrail(() => ({ value: [], next: null }));
    const { user } = renderStudio("/access/audit");
    expect(await screen.findByText("Nothing was recorded yet")).toBeInTheDocument();
    await user.type(screen.getByRole("textbox", { name: "What contains" }), "x{Enter}");
    expect(await screen.findByText("Nothing fits the filters")).toBeInTheDocument();
  });

  it("shows what went wrong and tries again", async () => {
    serveTrail();
    serve("GET /access/audit", () => problem(503, "database_unavailable", { detail: "the database does not answer" }));
    const { user } = renderStudio("/access/audit");
    const retry = await screen.findByRole("button", { name: "Try again" });
    serveTrail();
    await user.click(retry);
    expect(await screen.findByRole("row", { name: /role\.changed/ })).toBeInTheDocument();
  });

  it("is for administrators", async () => {
    serve("GET /session", { ...answers.session, rights: ["studio"] });
    renderStudio("/access/audit");
    expect(await screen.findByText("You may not open this")).toBeInTheDocument();
  });
});
