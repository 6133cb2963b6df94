import type { Element } from "@aqtra/model";
import { describe, expect, it } from "vitest";

import { groupsOf } from "./layout";

const offers = (settings: Element["settings"]): boolean =>
  groupsOf({ id: "b", kind: "button", name: "Button", settings, children: [] }, "")
    .flatMap(({ rows }) => rows)
    .some(({ setting }) => setting === "restrict_access");

describe("restricting the action of a button", () => {
  it.each([
    ["that runs a flow", { command_type: "execute_dataflow" }, true],
    ["that runs nothing", {}, false],
    ["that leads elsewhere", { command_type: "open_page" }, false],
    ["that led to a flow once and still says so", { command_type: "open_page", restrict_access: true }, true],
  ])("%s", (_, settings, offered) => {
    expect(offers(settings)).toBe(offered);
  });
});
