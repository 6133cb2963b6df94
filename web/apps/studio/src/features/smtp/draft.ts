/** The form of the mail server: what is typed, and what of it may be saved. */

import type { Change, Server } from "./api";

export interface Draft {
  sender: string;
  host: string;
  port: string;
  security: Server["security"];
  user: string;
  /** Null: what is stored stays. */
  password: string | null;
}

/** The port that goes with each way, as servers have it. */
const USUAL_PORTS: Readonly<Record<Server["security"], string>> = { starttls: "587", tls: "465", none: "25" };

export function draftOf(server: Server | null): Draft {
  if (!server) return { sender: "", host: "", port: USUAL_PORTS.starttls, security: "starttls", user: "", password: null };
  const { sender, host, port, security, user } = server;
  return { sender, host, port: String(port), security, user: user ?? "", password: null };
}

/** The draft with another way; a port that was the usual one follows. */
export function withSecurity(draft: Draft, security: Server["security"]): Draft {
  const isUsual = draft.port === USUAL_PORTS[draft.security];
  return { ...draft, security, port: isUsual ? USUAL_PORTS[security] : draft.port };
}

export function isDirty(draft: Draft, server: Server | null): boolean {
  const stored = draftOf(server);
  return (Object.keys(stored) as (keyof Draft)[]).some((name) => draft[name] !== stored[name]);
}

export function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= 65535;
}

export function isComplete(draft: Draft): boolean {
  return draft.sender.includes("@") && draft.host.trim() !== "" && isPort(draft.port);
}

export function changeOf({ sender, host, port, security, user, password }: Draft): Change {
  return { sender: sender.trim(), host: host.trim(), port: Number(port), security, user: user.trim() || null, password };
}
