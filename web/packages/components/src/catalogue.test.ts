import { describe, expect, it } from "vitest";

import { catalogue, definitionOf } from "./catalogue";
import { commandSettings, expected, itemFields } from "./catalogue.test-data";
import { itemTypes } from "./items";
import { PANELS, resolveSettings, type SettingSpec } from "./settings";

const described = (id: string, { type, panel }: SettingSpec) => `${id} ${type} ${panel}`;

describe("catalogue", () => {
  it("holds exactly the components of this version", () => {
    expect(catalogue.map(({ kind }) => kind).sort()).toEqual(Object.keys(expected).sort());
  });

  describe.each(Object.entries(expected))("%s", (kind, { settings, events, binds, commands = [] }) => {
    const definition = definitionOf(kind);
    const declared = Object.entries(definition?.settings ?? {});

    it.each(settings)("has the setting %s", (setting) => {
      expect(declared.map(([id, spec]) => described(id, spec))).toContain(setting);
    });

    it("has its events, bindings and commands", () => {
      expect([...(definition?.events ?? [])].sort()).toEqual([...events].sort());
      expect([...(definition?.binds ?? [])].sort()).toEqual([...binds].sort());
      expect([...(definition?.commands ?? [])].sort()).toEqual([...commands].sort());
    });

    it("has a setting for every parameter of its commands, and offers no other command", () => {
      for (const command of commands) {
        for (const parameter of commandSettings[command] ?? []) {
          expect(definition?.settings).toHaveProperty(definition?.parameterSettings[parameter] ?? parameter);
        }
      }
      if (commands.length > 0) expect(definition?.settings.command_type?.values).toEqual(["none", ...commands]);
    });

    it("explains every setting and gives enums a default among their values", () => {
      for (const [id, spec] of declared) {
        expect(spec.about, id).not.toBe("");
        expect(PANELS, id).toContain(spec.panel);
        if (spec.type === "enum") expect(spec.values, id).toContain(spec.default);
      }
    });
  });

  it.each(Object.entries(itemFields))("gives %s all its fields", (item, fields) => {
    expect(Object.keys(itemTypes[item as keyof typeof itemTypes])).toEqual(expect.arrayContaining([...fields]));
  });
});

describe("settings", () => {
  const specs = definitionOf("panel")?.settings ?? {};

  it("fills in defaults and leaves what is stored", () => {
    const settings = resolveSettings(specs, { orientation: "vertical", unknown_setting: 1 });
    expect(settings).toMatchObject({ orientation: "vertical", visible: true, margin: [0, 0, 0, 0] });
    expect(settings).not.toHaveProperty("unknown_setting");
    expect(settings).not.toHaveProperty("width");
  });

  it("takes null as not set", () => {
    expect(resolveSettings(specs, { grow: null })).toMatchObject({ grow: true });
  });
});
