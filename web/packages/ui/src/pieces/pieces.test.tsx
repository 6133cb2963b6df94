import { getContrastRatio } from "@mui/material/styles";
import { act, fireEvent, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import i18next from "i18next";
import { Save } from "lucide-react";
import type { ReactElement } from "react";
import { I18nextProvider, initReactI18next } from "react-i18next";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import strings from "../strings/en.json";
import { ThemeProvider } from "../theme/provider";
import { createAqtraTheme } from "../theme/theme";
import { ActionIcon } from "./action-icon";
import { ConfirmDialog } from "./confirm-dialog";
import { ErrorState } from "./error-state";
import { ThemeMenu } from "./theme-menu";
import { ToastProvider, useToast } from "./toast";

const i18n = i18next.createInstance();
void i18n.use(initReactI18next).init({ lng: "en", resources: { en: { ui: strings } } });

const show = (piece: ReactElement) =>
  render(
    <I18nextProvider i18n={i18n}>
      <ThemeProvider>{piece}</ThemeProvider>
    </I18nextProvider>,
  );

describe("icon button", () => {
  it("always has a name, and shows it when the keyboard reaches it", async () => {
    show(<ActionIcon icon={Save} name="Save draft" />);
    await userEvent.tab();
    expect(screen.getByRole("button", { name: "Save draft" })).toHaveFocus();
    expect(await screen.findByText("Save draft")).toBeVisible();
    await userEvent.keyboard("{Escape}");
    await waitFor(() => {
      expect(screen.queryByText("Save draft")).not.toBeInTheDocument();
    });
  });
});

describe("confirmation", () => {
  const dialog = (more: object, confirm = vi.fn(), cancel = vi.fn()) => {
    show(<ConfirmDialog open title="Delete it?" text="This cannot be undone." confirmLabel="Delete 3 items" onConfirm={confirm} onCancel={cancel} {...more} />);
    return { confirm, cancel };
  };

  it("starts on the harmless side when something would be lost", async () => {
    const { confirm, cancel } = dialog({ destructive: true });
    expect(screen.getByRole("alertdialog", { name: "Delete it?" })).toHaveAccessibleDescription("This cannot be undone.");
    expect(screen.getByRole("button", { name: "Cancel" })).toHaveFocus();
    await userEvent.keyboard("{Enter}");
    expect([confirm.mock.calls.length, cancel.mock.calls.length]).toEqual([0, 1]);
  });

  it("cannot be left while it works", async () => {
    const { cancel } = dialog({ busy: true });
    await userEvent.keyboard("{Escape}");
    expect(cancel).not.toHaveBeenCalled();
  });
});

describe("error", () => {
  it("names the trace id and offers another try", async () => {
    const retry = vi.fn();
    show(<ErrorState traceId="abc123" onRetry={retry} />);
    expect(screen.getByRole("alert")).toHaveTextContent("abc123");
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(retry).toHaveBeenCalledOnce();
  });
});

describe("toasts", () => {
  const TONES = { success: "Saved", info: "Moved", warning: "Nearly full", error: "Publication failed" } as const;

  function Speaker() {
    const { show: say } = useToast();
    return Object.entries(TONES).map(([tone, text]) => (
      <button key={tone} onClick={() => say(text, { tone: tone as keyof typeof TONES, action: <a href="/why">Why</a> })}>
        {tone}
      </button>
    ));
  }

  /** Says one thing after another. */
  function speak(...tones: (keyof typeof TONES)[]): void {
    for (const tone of tones) fireEvent.click(screen.getByRole("button", { name: tone }));
  }

  beforeEach(async () => {
    // The view is loaded when it is first needed.
    await import("./toast-view");
    vi.useFakeTimers({ shouldAdvanceTime: true });
    show(
      <ToastProvider>
        <Speaker />
      </ToastProvider>,
    );
  });
  afterEach(() => vi.useRealTimers());

  it("give way to the newest", async () => {
    speak("success", "info");
    expect(await screen.findByText("Moved")).toBeInTheDocument();
    expect(screen.queryByText("Saved")).not.toBeInTheDocument();
    fireEvent.click(screen.getByRole("button", { name: "Dismiss" }));
    expect(screen.queryByText(/Saved|Moved/)).not.toBeInTheDocument();
  });

  it.each(["success", "info", "warning"] as const)("of %s look like it, are told politely and go by themselves", async (tone) => {
    speak(tone);
    const toast = await screen.findByRole("status");
    expect(toast).toHaveTextContent(TONES[tone]);
    expect(toast).toHaveClass(`MuiAlert-color${tone[0]?.toUpperCase()}${tone.slice(1)}`);
    act(() => vi.advanceTimersByTime(60_000));
    await waitFor(() => expect(screen.queryByText(TONES[tone])).not.toBeInTheDocument());
  });

  it("of errors interrupt, and stay until they are dismissed", async () => {
    speak("error");
    const toast = await screen.findByRole("alert");
    expect(toast).toHaveClass("MuiAlert-colorError");
    act(() => vi.advanceTimersByTime(60_000));
    expect(toast).toBeInTheDocument();
    expect(screen.getByRole("link", { name: "Why" })).toBeInTheDocument();
    fireEvent.click(screen.getByRole("button", { name: "Dismiss" }));
    expect(toast).not.toBeInTheDocument();
  });
});

describe("theme", () => {
  it("is switched and remembered", async () => {
    show(<ThemeMenu />);
    await userEvent.click(screen.getByRole("button", { name: "Theme" }));
    await userEvent.click(await screen.findByRole("menuitem", { name: "Dark" }));
    expect(document.documentElement).toHaveAttribute("data-theme", "dark");
    expect(localStorage.getItem("aqtra-theme")).toBe("dark");
  });

  it("takes its primary colour from the domain, lighter where the surface is dark", () => {
    const { light, dark } = createAqtraTheme({ primary: "#7a3e9d" }).colorSchemes;
    expect(light?.palette.primary.main).toBe("#7a3e9d");
    expect(getContrastRatio(dark?.palette.primary.main ?? "", dark?.palette.background.paper ?? "")).toBeGreaterThan(4.5);
  });
});
