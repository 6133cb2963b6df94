import { describe, expect, it } from "vitest";

import { brokenFileRule, rulesOf } from "./rules";

const property = (file_types: string, max_file_size: number | null) => ({ name: "Scan", title: "", type: "file" as const, file_types, max_file_size });
const file = (name: string, size = 10, type = "") => ({ name, size, type });

describe("rules of files", () => {
  it.each([
    ["any without rules", {}, ["", null], file("a.exe"), undefined],
    ["an accepted extension, whatever its case", { accept_files: ".JPG, .png" }, ["", null], file("A.jpg"), undefined],
    ["an extension that only the control refuses", { accept_files: ".png" }, ["image/*, .jpg", null], file("a.jpg", 10, "image/jpeg"), "file_type"],
    ["an extension that only the property refuses", { accept_files: ".*" }, [".pdf", null], file("a.jpg"), "file_type"],
    ["a type by pattern", { accept_files: "image/*" }, ["", null], file("a.png", 10, "image/png"), undefined],
    ["a type of another family", { accept_files: "image/*" }, ["", null], file("a.txt", 10, "text/plain"), "file_type"],
    ["a type that the browser does not know, which the server looks at", { accept_files: "image/*" }, ["", null], file("a.xyz"), undefined],
    ["the limit itself", { max_file_size_in_bytes: 10 }, ["", null], file("a", 10), undefined],
    ["above the limit of the control", { max_file_size_in_bytes: 9 }, ["", 100], file("a", 10), "max_file_size"],
    ["above the limit of the property", { max_file_size_in_bytes: 100 }, ["", 9], file("a", 10), "max_file_size"],
  ] as const)("%s", (_, settings, [types, size], chosen, broken) => {
    expect(brokenFileRule(rulesOf(settings, property(types, size)), chosen)?.rule).toBe(broken);
  });

  it("name what holds", () => {
    expect(brokenFileRule(rulesOf({ max_file_size_in_bytes: 7 }, property("", 9)), file("a", 10))).toEqual({ rule: "max_file_size", limit: 7 });
    expect(brokenFileRule(rulesOf({ accept_files: ".PNG,image/webp" }, undefined), file("a.txt", 1, "text/plain"))).toEqual({ rule: "file_type", accepted: ".png, image/webp" });
  });
});
