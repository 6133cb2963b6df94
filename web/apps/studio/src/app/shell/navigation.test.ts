import { describe, expect, it } from "vitest";

import { mayBuild, navigationOf } from "./navigation";

const seen = (...rights: string[]) => navigationOf(rights).flatMap(({ items }) => items.map(({ label }) => label));

describe("the menu of Studio", () => {
  it("shows builders everything but Maintenance and Access", () => {
    expect(seen("studio")).toEqual(["home", "components", "modules", "integrations", "templates", "publication", "files"]);
  });

  it("shows administrators those as well", () => {
    expect(seen("studio", "administer")).toEqual(expect.arrayContaining(["maintenance", "permissions", "roles", "users", "identityProviders", "audit"]));
  });

  it("shows somebody with single menus those only, and lets them in", () => {
    expect(seen("studio.files")).toEqual(["home", "files"]);
    expect(mayBuild(["studio.files"])).toBe(true);
    expect(mayBuild(["studious", "operations"])).toBe(false);
  });
});
