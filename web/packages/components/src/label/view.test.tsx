import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { show } from "../testing/render";

const bound = { kind: "label", settings: { binding: "data.Field" } } as const;

describe("label", () => {
  it("shows its text, and no markup in it", async () => {
    show({ kind: "label", settings: { value: { translation_key: "", translation_value: "<b>Paid</b>" } } });
    expect(await screen.findByText("<b>Paid</b>")).toBeInTheDocument();
  });

  it.each([
    ["enum titles", { type: "integer", enum: [{ value: 3, title: "Paid" }] }, 3, {}, "Paid"],
    ["numbers by pattern", { type: "number" }, "1234.5", { format: "#,##0.00" }, "1,234.50"],
    ["instants in the reader's zone", { type: "datetime" }, "2024-01-31T22:30:00Z", { format: "yyyy-MM-dd HH:mm" }, "2024-02-01 01:30"],
    ["days without a zone", { type: "date" }, "2024-01-31", { format: "dd.MM.yyyy" }, "31.01.2024"],
    ["references by name", { type: "catalog", component: "c" }, { id: 7, name: "Acme" }, {}, "Acme"],
    ["nameless references by title and number", { type: "catalog", component: "c", component_title: "Supplier" }, { id: 7, name: null }, {}, "Supplier #7"],
    ["lists by names", { type: "array", component: "c" }, [{ id: 1, name: "A" }, { id: 2, name: "B" }], {}, "A, B"],
    ["lists of values each in its own way", { type: "array", items: "boolean" }, [true, false], {}, "Yes, No"],
    ["booleans in words", { type: "boolean" }, true, {}, "Yes"],
  ] as const)("shows %s", async (_, property, value, settings, expected) => {
    show({ ...bound, settings: { ...bound.settings, ...settings }, property, value, timeZone: "Europe/Istanbul" });
    expect(await screen.findByText(expected)).toBeInTheDocument();
  });

  it("shows a file by its name", async () => {
    const info = { id: "f1", name: "Contract.pdf", size: 1, content_type: "application/pdf" };
    show({ ...bound, property: { type: "file" }, value: "f1", files: { f1: { info } } });
    expect(await screen.findByText("Contract.pdf")).toBeInTheDocument();
  });

  it("carries its text settings", async () => {
    const value = { translation_key: "", translation_value: "Total" };
    show({ kind: "label", settings: { value, font_size: 20, bold: true, italic: true, color: "rgb(1, 2, 3)", text_alignment: "right" } });
    expect(await screen.findByText("Total")).toHaveStyle({ fontSize: "20px", fontWeight: 650, fontStyle: "italic", color: "rgb(1, 2, 3)", textAlign: "right" });
  });
});
