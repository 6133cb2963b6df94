import { type SessionInfo, sessionOpened } from "@aqtra/api";
import { describe, expect, it } from "vitest";

import { signInNeeded } from "../shared/session";
import { makeStore } from "./store";

const session = (id: number | null): SessionInfo => ({
  user: id === null ? null : { id, user_name: `user-${id}`, display_name: `User ${id}` },
  rights: [],
  csrf_token: "t",
  password_change_required: false,
  pending_factors: id === null ? ["email"] : null,
});

describe("a session that a flow has opened", () => {
  it("lets its user in where sign-in was asked for", () => {
    const store = makeStore();
    store.dispatch(signInNeeded());
    sessionOpened(session(2));
    expect(store.getState().session).toEqual({ asked: "no", lastUser: 2 });
  });

  it("goes on asking while a second factor is still to come", () => {
    const store = makeStore();
    store.dispatch(signInNeeded());
    sessionOpened(session(null));
    expect(store.getState().session).toEqual({ asked: "first", lastUser: null });
  });
});
