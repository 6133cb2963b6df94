import { fireEvent, render, screen } from "@testing-library/react";
import { http, HttpResponse } from "msw";
import { I18nextProvider } from "react-i18next";
import { Provider } from "react-redux";
import { describe, expect, it } from "vitest";

import { Brand } from "../shared/brand";
import { startI18n } from "../shared/i18n";
import { makeStore } from "./store";
import { open, server, world } from "./testing";

const LOGO = "33333333-3333-4333-8333-333333333333";
const DARK = "44444444-4444-4444-8444-444444444444";
const ICON = "55555555-5555-4555-8555-555555555555";

function domainWith(settings: object) {
  server.use(http.get("*/api/v1/workplace", () => HttpResponse.json({ version: 3, domain: { name: "d", title: "Sales", settings }, menu: [], user: null })));
}

async function show(settings: object) {
  domainWith(settings);
  render(
    <Provider store={makeStore()}>
      <I18nextProvider i18n={await startI18n()}>
        <Brand name="Sales" />
      </I18nextProvider>
    </Provider>,
  );
}

describe("the brand", () => {
  it("is the name where there is no logo", async () => {
    await show({});
    expect(screen.getByText("Sales")).toBeVisible();
    expect(screen.queryByRole("img")).not.toBeInTheDocument();
  });

  it("is the logo, which is called by the name", async () => {
    await show({ logo: LOGO });
    expect(await screen.findByRole("img", { name: "Sales" })).toHaveAttribute("src", `/api/v1/workplace/files/${LOGO}`);
    expect(screen.queryByText("Sales")).not.toBeInTheDocument();
  });

  it("has a logo of its own for dark pages, hidden on light ones", async () => {
    await show({ logo: LOGO, logo_dark: DARK });
    const shown = await screen.findByRole("img", { name: "Sales" });
    expect(shown).toHaveAttribute("src", `/api/v1/workplace/files/${LOGO}`);
    const [, dark] = screen.getAllByAltText("Sales");
    expect(dark).toHaveAttribute("src", `/api/v1/workplace/files/${DARK}`);
    expect(dark).not.toBeVisible();
  });

  it("is the name again when the logo cannot be shown", async () => {
    await show({ logo: LOGO });
    fireEvent.error(await screen.findByRole("img", { name: "Sales" }));
    expect(screen.getByText("Sales")).toBeVisible();
  });
});

describe("the icon", () => {
  it("is that of the tab, and on phones", async () => {
    document.head.insertAdjacentHTML("beforeend", '<link rel="icon" href="/a.svg" type="image/svg+xml"><link rel="apple-touch-icon" href="/icon-192.png">');
    world.state = { ...world.state, signedIn: false };
    domainWith({ icon: ICON });
    await open("/");
    const address = `/api/v1/workplace/icon?variant=192&of=${ICON}`;
    for (const rel of ["icon", "apple-touch-icon"]) {
      await expect.poll(() => document.querySelector(`link[rel='${rel}']`)?.getAttribute("href")).toBe(address);
    }
  });
});
