import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { answers, problem, renderStudio, serve } from "../../testing";

const ADMINISTRATOR = { ...answers.session, rights: ["studio", "administer"] };
const SERVER = { saved: true, host: "mail.example.org", port: 587, security: "starttls", sender: "Aqtra <a@example.org>", user: "aqtra", has_password: true };
const DELIVERY = { id: "m1", run_id: "run-1", user_name: "ada", state: "failed", attempts: 2, created_at: "2026-11-20T10:00:00Z", ended_at: null, reason: "SMTPConnectError" };

function open(server: object | null, more: object = {}) {
  serve("GET /session", ADMINISTRATOR);
  serve("GET /studio/smtp", { server, default_exists: false, ...more });
  serve("GET /studio/smtp/deliveries", [DELIVERY]);
  return renderStudio("/extensions/smtp");
}

describe("SMTP settings", () => {
  it("says that mail cannot be sent, and saves a server", async () => {
    let saved: unknown;
    serve("PUT /studio/smtp", (body) => {
      saved = body;
      return { server: SERVER, default_exists: false };
    });
    const { user } = open(null);
    expect(await screen.findByText("There is no mail server")).toBeInTheDocument();
    await user.type(screen.getByLabelText(/^Sender/), "a@example.org");
    await user.type(screen.getByLabelText(/^Host/), "mail.example.org");
    await user.selectOptions(screen.getByLabelText("SSL"), "tls");
    expect(screen.getByLabelText(/^Port/)).toHaveValue("465");
    await user.type(screen.getByLabelText("User name"), "aqtra");
    await user.type(screen.getByLabelText("Password"), "secret");
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText("Saved; it counts from now on")).toBeInTheDocument();
    expect(saved).toEqual({ sender: "a@example.org", host: "mail.example.org", port: 465, security: "tls", user: "aqtra", password: "secret" });
  });

  it("never shows the password, keeps it, and says when it has to be typed again", async () => {
    const sent: unknown[] = [];
    serve("PUT /studio/smtp", (body) => {
      sent.push(body);
      return problem(422, "smtp_password_needed", { fields: [{ field: "password", rule: "required", message: "type the password again", params: {} }] });
    });
    const { user } = open(SERVER);
    expect(await screen.findByLabelText("Password")).toHaveValue("");
    await user.clear(screen.getByLabelText(/^Host/));
    await user.type(screen.getByLabelText(/^Host/), "other.example.org");
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("type the password again");
    expect(sent).toEqual([expect.objectContaining({ host: "other.example.org", password: null })]);
  });

  it("tries the server and repeats what it said", async () => {
    serve("POST /studio/smtp/test", { sent: false, answer: "535 wrong password" });
    const { user } = open(SERVER);
    await user.type(await screen.findByLabelText("To"), "me@example.org");
    await user.click(screen.getByRole("button", { name: "Send test mail" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("The server answered: 535 wrong password");
  });

  it("lists what became of mails, and removes the server after a question", async () => {
    let removed = false;
    serve("DELETE /studio/smtp", () => {
      removed = true;
      return { server: null, default_exists: false };
    });
    const { user } = open(SERVER);
    expect(await screen.findByText("Not sent")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Remove" }));
    await user.click((await screen.findAllByRole("button", { name: "Remove" })).at(-1) as HTMLElement);
    await waitFor(() => {
      expect(removed).toBe(true);
    });
  });

  it("is not for builders", async () => {
    renderStudio("/extensions/smtp");
    expect(await screen.findByText("You may not open this")).toBeInTheDocument();
  });
});
