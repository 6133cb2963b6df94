import { expect, it } from "vitest";

import { fits } from "./entry-steps";
import type { StepType } from "./types";

const step = (mode: StepType["input"]["mode"], ...triggers: string[]): StepType => ({
  id: "x", title: "X", group: "input", purpose: "", output: "", parameters: [], input: { sources: 0, mode, triggers },
});

it("offers an Input dataflow what starts by itself", () => {
  expect(fits(step("entry", "cron", "user_call"), "input_dataflow")).toBe(true);
  expect(fits(step("entry", "message"), "input_dataflow")).toBe(true);
  expect(fits(step("entry", "user_call", "api"), "input_dataflow")).toBe(false);
});

it("offers other flows what somebody calls", () => {
  expect(fits(step("entry", "cron", "user_call"), "dataflow")).toBe(true);
  expect(fits(step("entry", "proxy_read"), "dataflow")).toBe(false);
});

it("offers every flow the steps that come later", () => {
  expect(fits(step("item"), "input_dataflow")).toBe(true);
  expect(fits(step("barrier"), "dataflow")).toBe(true);
});
