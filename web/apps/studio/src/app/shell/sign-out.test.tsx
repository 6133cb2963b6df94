import { leaveFor } from "@aqtra/api";
import { screen, waitFor } from "@testing-library/react";
import { expect, it, vi } from "vitest";

import { renderStudio, serve } from "../../testing";

vi.mock("@aqtra/api", async (original) => ({ ...(await original<object>()), leaveFor: vi.fn() }));

it.each([
  ["on to the provider that wants to know of it", { address: "https://login.example.org/end?state=x" }, "https://login.example.org/end?state=x"],
  ["nowhere when there is no such provider", null, undefined],
])("signing out leads %s", async (_, answer, address) => {
  const asked: string[] = [];
  serve("DELETE /session", (_body, url) => {
    asked.push(url.searchParams.get("app") ?? "");
    return answer;
  });
  const { user } = renderStudio("/publication");
  await user.click(await screen.findByRole("button", { name: "Account of Ada Lovelace" }));
  serve("GET /session", { user: null, rights: [], csrf_token: "x", password_change_required: false });
  await user.click(screen.getByRole("menuitem", { name: "Sign out" }));
  expect(await screen.findByRole("heading", { name: "Sign in" })).toBeInTheDocument();
  await waitFor(() => expect(vi.mocked(leaveFor)).toHaveBeenLastCalledWith(address));
  expect(asked).toEqual(["studio"]);
});
