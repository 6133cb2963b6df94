import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { type Scene, show } from "../testing/render";

const text: Scene = { kind: "wysiwyg_editor", property: { type: "string" } };
const area = () => screen.findByRole("textbox", { name: /Field title/u });
const tools = () => screen.findByRole("toolbar", { name: /Field title/u });
const tool = async (name: string) => within(await tools()).findByRole("button", { name });

/** Marks everything in the text, as Ctrl-A does. */
async function chooseAll() {
  await userEvent.click(await area());
  await userEvent.keyboard("{Control>}a{/Control}");
}

function html(markup: string): DataTransfer {
  const data = { "text/html": markup, "text/plain": "" } as Record<string, string>;
  return { getData: (type: string) => data[type] ?? "", types: Object.keys(data), files: [], items: [] } as unknown as DataTransfer;
}

describe("rich text", () => {
  it("is named by the title of its property, and says that it is required and how it is left", async () => {
    show({ ...text, property: { type: "string", required: true } });
    const editor = await area();
    expect(editor).toBeRequired();
    expect(editor).toHaveAttribute("aria-multiline", "true");
    expect(editor).toHaveAccessibleDescription(/Esc, then Tab/u);
  });

  it("formats what is marked and stores it as markup", async () => {
    const log = show({ ...text, value: "<p>word</p>" });
    await chooseAll();
    await userEvent.click(await tool("Bold"));
    expect(log.values.at(-1)).toBe("<p><strong>word</strong></p>");
    expect(await tool("Bold")).toHaveAttribute("aria-pressed", "true");
  });

  it("announces a changed value once, when the focus leaves", async () => {
    const log = show({ ...text, value: "<p>word</p>" });
    await chooseAll();
    await userEvent.click(await tool("Italic"));
    expect(log.events.map(([event]) => event)).not.toContain("on_value_changed");
    (document.activeElement as HTMLElement).blur();
    await waitFor(() => {
      expect(log.events.filter(([event]) => event === "on_value_changed")).toEqual([["on_value_changed", "<p>word</p>", "<p><em>word</em></p>"]]);
    });
  });

  it("stays silent when nothing was changed, and does not rewrite what it was given", async () => {
    const log = show({ ...text, value: "<div>old</div>" });
    await userEvent.click(await area());
    await userEvent.keyboard("{Escape}{Tab}");
    expect(log.values).toEqual([]);
    expect(log.events.map(([event]) => event)).not.toContain("on_value_changed");
  });

  it("stores nothing once everything was removed", async () => {
    const log = show({ ...text, value: "<p>word</p>" });
    await chooseAll();
    await userEvent.keyboard("{Backspace}");
    expect(log.values.at(-1)).toBeNull();
  });

  it("reports focus and every key, Tab included", async () => {
    const log = show(text);
    await userEvent.click(await area());
    await userEvent.keyboard("{Escape}{Tab}");
    expect(log.events).toContainEqual(["on_focus"]);
    expect(log.events).toContainEqual(["on_key_down", expect.objectContaining({ key: "Tab" })]);
    expect(log.events).toContainEqual(["on_key_up", expect.objectContaining({ key: "Escape" })]);
  });

  it("ties the error to the control and keeps the name by which a form finds it", async () => {
    show({ ...text, error: "Fill in this field." });
    const editor = await area();
    expect(editor).toBeInvalid();
    expect(editor).toHaveAccessibleDescription(/Fill in this field\./u);
    expect(editor).toHaveAttribute("data-field", "data.Field");
  });

  it.each([
    ["disabled", { settings: { disabled: true } }],
    ["read-only", { readOnly: true }],
  ])("has no tools and cannot be written while %s", async (_, scene) => {
    show({ ...text, value: "<p>word</p>", ...scene });
    expect(await area()).toHaveAttribute("contenteditable", "false");
    expect(screen.queryByRole("toolbar")).not.toBeInTheDocument();
  });

  it("is drawn but out of reach on the canvas", async () => {
    show({ ...text, design: true });
    const editor = await screen.findByRole("textbox", { hidden: true });
    expect(editor.closest<HTMLElement>("div[style*='height: 100%']")?.inert).toBe(true);
  });
});

describe("rich text from outside", () => {
  it("is shown without what runs or loads", async () => {
    show({ ...text, value: '<p>a<script>__x()</script><img src="https://evil.example/x" onerror="__x()"></p><iframe src="/"></iframe>' });
    const editor = await area();
    expect(editor).toHaveTextContent("a");
    expect(editor.querySelector("script, iframe, img[src], [onerror]")).toBeNull();
  });

  it("is sanitized when it is pasted", async () => {
    const log = show(text);
    await userEvent.click(await area());
    await userEvent.paste(html('<p onclick="__x()">one <b>two</b> <a href="javascript:__x()">three</a><img src=x onerror=__x()></p>'));
    expect(log.values.at(-1)).toBe("<p>one <strong>two</strong> three</p>");
  });

  it("keeps links that are harmless", async () => {
    const log = show(text);
    await userEvent.click(await area());
    await userEvent.paste(html('<p><a href="https://example.org/">x</a></p>'));
    expect(log.values.at(-1)).toBe('<p><a href="https://example.org/">x</a></p>');
  });

  it("has no part in a plugin that is switched off", async () => {
    const log = show({ ...text, settings: { plugins: ["undo"] } });
    await userEvent.click(await area());
    await userEvent.paste(html('<ul><li><a href="https://example.org/">x</a></li></ul>'));
    expect(log.values.at(-1)).toBe("<p>x</p>");
  });
});

const NAMES: Readonly<Record<string, readonly string[]>> = {
  lists: ["Bulleted list", "Numbered list"],
  link: ["Link"],
  image: ["Picture"],
  table: ["Table"],
  media: ["Video", "Sound"],
  code: ["Code", "Code block"],
  color: ["Text colour"],
  align: ["Alignment"],
  undo: ["Undo", "Redo"],
  search: ["Find and replace"],
  fullscreen: ["Full screen"],
};
const ALWAYS = ["Paragraph style", "Bold", "Italic", "Underlined", "Struck through"];
const namesOf = async () => within(await tools()).getAllByRole("button").map((button) => button.getAttribute("aria-label"));

describe("tools", () => {
  it("of all plugins are there unless some are switched off", async () => {
    show(text);
    expect((await namesOf()).sort()).toEqual([...ALWAYS, ...Object.values(NAMES).flat()].sort());
  });

  it.each(Object.entries(NAMES))("of %s come with their plugin", async (plugin, names) => {
    show({ ...text, settings: { plugins: [plugin] } });
    expect((await namesOf()).sort()).toEqual([...ALWAYS, ...names].sort());
  });

  it("are one tab stop, between which arrows go", async () => {
    show({ ...text, settings: { plugins: ["lists"] } });
    await tools();
    await userEvent.tab();
    expect(await tool("Paragraph style")).toHaveFocus();
    await userEvent.keyboard("{ArrowRight}");
    expect(await tool("Bold")).toHaveFocus();
    await userEvent.keyboard("{End}");
    expect(await tool("Numbered list")).toHaveFocus();
    await userEvent.tab();
    expect(await area()).toHaveFocus();
    await userEvent.keyboard("{Alt>}{F10}{/Alt}");
    expect(await tool("Numbered list")).toHaveFocus();
  });

  it("make lists, headings, quotes, code and alignment", async () => {
    const log = show({ ...text, value: "<p>word</p>" });
    await chooseAll();
    await userEvent.click(await tool("Bulleted list"));
    expect(log.values.at(-1)).toBe("<ul><li><p>word</p></li></ul>");
    await userEvent.click(await tool("Bulleted list"));
    await userEvent.click(await tool("Paragraph style"));
    await userEvent.click(await screen.findByRole("menuitemradio", { name: "Heading 2" }));
    await userEvent.click(await tool("Alignment"));
    await userEvent.click(await screen.findByRole("menuitemradio", { name: "Centred" }));
    expect(log.values.at(-1)).toBe('<h2 style="text-align: center">word</h2>');
    await userEvent.click(await tool("Code block"));
    expect(log.values.at(-1)).toBe("<pre><code>word</code></pre>");
  });

  it("colour words and take the colour away", async () => {
    const log = show({ ...text, value: "<p>word</p>" });
    await chooseAll();
    await userEvent.click(await tool("Text colour"));
    await userEvent.click(await screen.findByRole("menuitemradio", { name: "Red" }));
    expect(log.values.at(-1)).toMatch(/^<p><span style="color: rgb\(209, 59, 48\);?">word<\/span><\/p>$/u);
    await userEvent.click(await tool("Text colour"));
    await userEvent.click(await screen.findByRole("menuitemradio", { name: "Colour of the page" }));
    expect(log.values.at(-1)).toBe("<p>word</p>");
  });

  it("undo and do again, as far as there is something", async () => {
    const log = show({ ...text, value: "<p>word</p>" });
    expect(await tool("Undo")).toBeDisabled();
    await chooseAll();
    await userEvent.click(await tool("Bold"));
    await userEvent.click(await tool("Undo"));
    expect(log.values.at(-1)).toBe("<p>word</p>");
    await userEvent.click(await tool("Redo"));
    expect(log.values.at(-1)).toBe("<p><strong>word</strong></p>");
  });

  it("link what is marked, refuse what is no harmless address, and unlink", async () => {
    const log = show({ ...text, value: "<p>word</p>" });
    await chooseAll();
    await userEvent.click(await tool("Link"));
    const panel = await screen.findByRole("dialog", { name: "Link" });
    await userEvent.type(within(panel).getByRole("textbox", { name: "Address" }), "javascript:alert(1){Enter}");
    expect(within(panel).getByRole("textbox", { name: "Address" })).toBeInvalid();
    expect(log.values).toEqual([]);
    await userEvent.clear(within(panel).getByRole("textbox", { name: "Address" }));
    await userEvent.type(within(panel).getByRole("textbox", { name: "Address" }), "https://example.org/{Enter}");
    expect(log.values.at(-1)).toBe('<p><a href="https://example.org/">word</a></p>');
    expect(log.events.map(([event]) => event)).not.toContain("on_value_changed");
    await userEvent.click(await tool("Link"));
    await userEvent.click(await screen.findByRole("button", { name: "Remove link" }));
    expect(log.values.at(-1)).toBe("<p>word</p>");
  });

  it("show pictures and films of this platform only", async () => {
    const log = show(text);
    await userEvent.click(await tool("Picture"));
    const panel = await screen.findByRole("dialog", { name: "Picture" });
    const address = within(panel).getByRole("textbox", { name: "Address" });
    await userEvent.type(address, "https://evil.example/x.png{Enter}");
    expect(address).toBeInvalid();
    await userEvent.clear(address);
    await userEvent.type(address, "/api/v1/files/1");
    await userEvent.type(within(panel).getByRole("textbox", { name: "What the picture shows" }), "A plan{Enter}");
    expect(log.values.at(-1)).toContain('<img src="/api/v1/files/1" alt="A plan">');
    await userEvent.click(await tool("Video"));
    await userEvent.type(await screen.findByRole("textbox", { name: "Address" }), "/api/v1/files/2{Enter}");
    expect(log.values.at(-1)).toContain('<video src="/api/v1/files/2" controls=""></video>');
  });

  it("make tables and change them", async () => {
    const log = show(text);
    await userEvent.click(await tool("Table"));
    expect(screen.getByRole("menuitem", { name: "Add row below" })).toHaveAttribute("aria-disabled", "true");
    await userEvent.click(screen.getByRole("menuitem", { name: "Insert table" }));
    expect(String(log.values.at(-1)).match(/<tr>/gu)).toHaveLength(3);
    await userEvent.click(await tool("Table"));
    await userEvent.click(await screen.findByRole("menuitem", { name: "Add row below" }));
    expect(String(log.values.at(-1)).match(/<tr>/gu)).toHaveLength(4);
  });

  it("let Tab leave a table after Escape", async () => {
    show({ ...text, value: "<table><tbody><tr><td><p>cell</p></td></tr></tbody></table>" });
    await userEvent.click(await area());
    await userEvent.keyboard("{Escape}{Tab}");
    expect(await area()).not.toHaveFocus();
  });

  it("find, count and replace", async () => {
    const log = show({ ...text, value: "<p>one two one</p>" });
    await userEvent.click(await tool("Find and replace"));
    const bar = await screen.findByRole("search", { name: "Find and replace" });
    await userEvent.type(within(bar).getByRole("textbox", { name: "Find" }), "one");
    expect(within(bar).getByRole("status")).toHaveTextContent("2 matches");
    await userEvent.type(within(bar).getByRole("textbox", { name: "Replace with" }), "three");
    await userEvent.click(within(bar).getByRole("button", { name: "Replace all" }));
    expect(log.values.at(-1)).toBe("<p>three two three</p>");
    await userEvent.click(within(bar).getByRole("textbox", { name: "Find" }));
    await userEvent.keyboard("{Escape}");
    expect(screen.queryByRole("search")).not.toBeInTheDocument();
  });

  it("go over the whole screen and back with the same text", async () => {
    const log = show({ ...text, value: "<p>word</p>" });
    await userEvent.click(await tool("Full screen"));
    const dialog = await screen.findByRole("dialog", { name: "Field title" });
    expect(await within(dialog).findByText("word")).toBeInTheDocument();
    await userEvent.click(within(dialog).getByRole("button", { name: "Leave full screen" }));
    await waitFor(() => {
      expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
    });
    await chooseAll();
    await userEvent.click(await tool("Bold"));
    expect(log.values.at(-1)).toBe("<p><strong>word</strong></p>");
  });
});
