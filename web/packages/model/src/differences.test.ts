import { describe, expect, it } from "vitest";

import * as commands from "./commands";
import { execute } from "./commands";
import { differences } from "./differences";
import { sample } from "./testing/fixtures";

const after = (command: commands.Command) => execute(sample(), command)?.document ?? sample();

describe("differences", () => {
  it("are none between equal documents, whatever the order of members", () => {
    const turned = { ...sample(), settings: Object.fromEntries(Object.entries(sample().settings).reverse()) };
    expect(differences(sample(), turned as unknown as ReturnType<typeof sample>)).toEqual([]);
  });

  it.each([
    [commands.changeSettings({ title: "Theirs" }), { object: "settings", kind: "changed", name: "Theirs" }],
    [commands.removeProperty("p-total"), { object: "property", kind: "removed", name: "total" }],
    [commands.renameFlow("flow-1", "Store"), { object: "flow", kind: "changed", name: "Store" }],
    [commands.changeSetting("Button_1", "width", 9), { object: "element", kind: "changed", name: "Button_1" }],
  ])("name the object (%#)", (command, difference) => {
    expect(differences(sample(), after(command))).toEqual([expect.objectContaining(difference)]);
  });

  it("show a moved element at its containers", () => {
    const moved = differences(sample(), after(commands.moveElement("TextField_1", "page-2", 0)));
    expect(moved.map((difference) => `${difference.object} ${difference.name}`)).toEqual(["page page-2", "element Panel_1"]);
  });
});
