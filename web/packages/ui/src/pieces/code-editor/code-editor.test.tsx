import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import i18next from "i18next";
import { useState } from "react";
import { I18nextProvider, initReactI18next } from "react-i18next";
import { describe, expect, it } from "vitest";

import strings from "../../strings/en.json";
import { ThemeProvider } from "../../theme/provider";
import { CodeEditor } from "./index";
import { type CodeLanguage, LANGUAGE_NAMES, loadLanguage } from "./languages";
import type { CodeEditorProps } from "./props";

const i18n = i18next.createInstance();
void i18n.use(initReactI18next).init({ lng: "en", resources: { en: { ui: strings } } });

function show(props: Partial<CodeEditorProps> = {}) {
  const log = { texts: [] as string[], blurs: 0, focuses: 0, keys: [] as string[] };
  let replace: (text: string) => void = () => undefined;
  function Kept() {
    const [value, setValue] = useState(props.value ?? "");
    replace = setValue;
    return (
      <CodeEditor
        label="Source"
        language="plain_text"
        {...props}
        value={value}
        onChange={(text) => {
          log.texts.push(text);
          setValue(text);
        }}
        onFocus={() => (log.focuses += 1)}
        onBlur={() => (log.blurs += 1)}
        onKeyDown={(event) => log.keys.push(event.key)}
      />
    );
  }
  render(
    <I18nextProvider i18n={i18n}>
      <ThemeProvider>
        <Kept />
        <button>After</button>
      </ThemeProvider>
    </I18nextProvider>,
  );
  return { log, replace: (text: string) => replace(text) };
}

const area = () => screen.findByRole("textbox", { name: "Source" });

describe("code editor", () => {
  it("shows its text with line numbers and tells what is typed", async () => {
    const { log } = show({ value: "one\ntwo" });
    const editor = await area();
    expect(editor).toHaveTextContent("onetwo");
    expect(document.querySelector(".cm-lineNumbers")).toHaveTextContent("12");
    await userEvent.click(editor);
    await userEvent.paste("zero ");
    await waitFor(() => {
      expect(log.texts.at(-1)).toContain("zero ");
    });
  });

  it("takes a text from outside without telling it back, and ends its lines its own way", async () => {
    const { log, replace } = show({ value: "a" });
    await area();
    replace("b\r\nc");
    await waitFor(async () => {
      expect(await area()).toHaveTextContent("bc");
    });
    expect(log.texts).toEqual([]);
  });

  it("indents with Tab, and after Escape lets Tab leave", async () => {
    const { log } = show({ value: "x", language: "python" });
    await userEvent.click(await area());
    await userEvent.keyboard("{Tab}");
    await waitFor(() => {
      expect(log.texts.at(-1)).toBe("    x");
    });
    expect(log.blurs).toBe(0);
    await userEvent.keyboard("{Escape}{Tab}");
    expect(screen.getByRole("button", { name: "After" })).toHaveFocus();
    expect(log).toMatchObject({ blurs: 1, focuses: 1 });
    expect(log.keys).toEqual(["Tab", "Escape", "Tab"]);
  });

  it("says on the control how to leave it", async () => {
    show();
    expect(await area()).toHaveAccessibleDescription(strings.code.leave);
  });

  it("searches, and stays one control while the focus is in its search panel", async () => {
    const { log } = show({ value: "let a = 1" });
    await userEvent.click(await area());
    await userEvent.keyboard("{Control>}f{/Control}");
    await userEvent.click(await screen.findByRole("textbox", { name: "Find" }));
    expect(log.blurs).toBe(0);
    await userEvent.keyboard("{Escape}");
    expect(screen.queryByRole("textbox", { name: "Find" })).not.toBeInTheDocument();
  });

  it("cannot be written while read-only, nor reached while disabled", async () => {
    const { log } = show({ value: "a", readOnly: true });
    const editor = await area();
    expect(editor).toHaveAttribute("aria-readonly", "true");
    await userEvent.click(editor);
    await userEvent.paste("b");
    await userEvent.keyboard("{Tab}");
    expect(log.texts).toEqual([]);
    expect(screen.getByRole("button", { name: "After" })).toHaveFocus();
  });

  it("is skipped by Tab while disabled", async () => {
    show({ disabled: true });
    const editor = await area();
    expect(editor).toHaveAttribute("contenteditable", "false");
    await userEvent.tab();
    expect(screen.getByRole("button", { name: "After" })).toHaveFocus();
  });

  it("says that it is required and wrong", async () => {
    show({ required: true, invalid: true });
    const editor = await area();
    expect(editor).toBeRequired();
    expect(editor).toBeInvalid();
  });

  it("marks what is remarked, and mends it as it says", async () => {
    const remark = {
      line: 2,
      column: 3,
      severity: "error" as const,
      message: "print is Python 2",
      fix: [{ from: { line: 2, column: 3 }, to: { line: 2, column: 10 }, text: "print('b')" }],
    };
    const { log } = show({ value: "'👋'\n  print b", remarks: [remark] });
    fireEvent.keyDown(await area(), { key: "M", keyCode: 77, ctrlKey: true, shiftKey: true });
    expect(await screen.findByText("print is Python 2")).toBeInTheDocument();
    expect(document.querySelector(".cm-lint-marker-error")).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: /Fix/u }));
    await waitFor(() => {
      expect(log.texts.at(-1)).toBe("'👋'\n  print('b')");
    });
  });

  it("completes when it is asked to", async () => {
    show({ value: "con", completions: () => ({ from: 0, options: [{ label: "context" }] }) });
    await userEvent.click(await area());
    await userEvent.keyboard("{Control>}{End}{/Control}{Control>} {/Control}");
    expect(await screen.findByRole("option", { name: "context" })).toBeInTheDocument();
  });

  it("colours what it knows", async () => {
    show({ value: "def f(): pass", language: "python" });
    await area();
    await waitFor(() => {
      expect([...document.querySelectorAll(".cm-line span")].map((part) => part.textContent)).toContain("def");
    });
  });

  it.each(Object.keys(LANGUAGE_NAMES) as CodeLanguage[])("knows %s", async (language) => {
    expect(await loadLanguage(language)).not.toEqual([]);
  });
});
