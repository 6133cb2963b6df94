import { describe, expect, it } from "vitest";

import { mayBuild, navigationOf } from "./navigation";

const seen = (...rights: string[]) => navigationOf(rights).flatMap(({ items }) => items.map(({ label }) => label));

describe("the menu of Studio", () => {
  it("shows builders everything but Access", () => {
    expect(seen("studio")).toEqual(["home", "components", "publication", "maintenance", "files"]);
  });

  it("shows administrators Access as well", () => {
    expect(seen("studio", "administer").slice(-3)).toEqual(["permissions", "roles", "users"]);
  });

  it("shows somebody with single menus those only, and lets them in", () => {
    expect(seen("studio.files")).toEqual(["home", "files"]);
    expect(mayBuild(["studio.files"])).toBe(true);
    expect(mayBuild(["studious", "operations"])).toBe(false);
  });
});
