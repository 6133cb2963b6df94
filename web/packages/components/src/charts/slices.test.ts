import { describe, expect, it } from "vitest";

import type { ChartData } from "./data";
import { MOST_SLICES, slicesOf } from "./slices";

function data(values: readonly (string | null)[]): ChartData {
  return {
    count: values.length,
    label: (index) => `L${index}`,
    scale: "labels",
    places: values.map((_, index) => index + 1),
    series: [{ title: "Total", values: values.map((value) => (value === null ? null : Number(value))), text: (index) => `${values[index] ?? ""} €`, exact: (index) => values[index] ?? undefined }],
  };
}
const cut = (values: readonly (string | null)[], ...hidden: string[]) => slicesOf(data(values), new Set(hidden), (decimal) => decimal, (count) => `Others (${count})`);

describe("slices", () => {
  it("are what is above zero, with their exact sum; negative ones are told", () => {
    const { slices, total, negative } = cut(["0.1", "0.2", null, "0", "-5"]);
    expect(slices.map(({ name, text }) => [name, text])).toEqual([["L0", "0.1 €"], ["L1", "0.2 €"]]);
    expect([total, negative]).toEqual(["0.3", 1]);
  });

  it("leave out what is switched off, also from the sum", () => {
    const { slices, all, total } = cut(["1", "2", "4"], "L1");
    expect([slices.length, all.length, total]).toEqual([2, 3, "5"]);
  });

  it("are the largest where there are very many, in their order, and one for all others", () => {
    const { slices } = cut(Array.from({ length: 40 }, (_, index) => String(index + 1)));
    expect(slices).toHaveLength(MOST_SLICES);
    expect(slices[0]?.name).toBe("L17");
    expect(slices.at(-1)).toEqual({ name: "Others (17)", value: 153, text: "153", index: undefined });
  });
});
