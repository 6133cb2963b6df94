import { describe, expect, it } from "vitest";

import { catalogue, definitionOf } from "./catalogue";
import specified from "./catalogue.test-data.json";
import { itemTypes } from "./items";
import { PANELS, resolveSettings, type SettingSpec } from "./settings";

interface Specified {
  settings: readonly string[];
  events: readonly string[];
  binds: readonly string[];
  commands?: readonly string[];
}

/** The functional specification's check list: `id type panel` of every setting, kept apart from what it checks. */
const expected: Readonly<Record<string, Specified>> = specified.elements;
const commandSettings: Readonly<Record<string, readonly string[]>> = specified.commandSettings;

/** Specified and not built yet. */
const LATER = new Set<string>(["confirmation_state"]);

const described = (id: string, { type, panel }: SettingSpec) => `${id} ${type} ${panel}`;

describe("catalogue", () => {
  it("holds exactly the components of the specification, but for those that come later", () => {
    expect(catalogue.map(({ kind }) => kind).sort()).toEqual(Object.keys(expected).filter((kind) => !LATER.has(kind)).sort());
  });

  describe.each(Object.entries(expected).filter(([kind]) => !LATER.has(kind)))("%s", (kind, { settings, events, binds, commands = [] }) => {
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

    it("explains every setting and gives enums a default among their values, or a computed one", () => {
      for (const [id, spec] of declared) {
        expect(spec.about, id).not.toBe("");
        expect(PANELS, id).toContain(spec.panel);
        // A default that is computed is told in words.
        if (spec.type === "enum" && !spec.default_from) expect(spec.values, id).toContain(spec.default);
      }
    });
  });

  it.each(Object.entries(specified.itemFields))("gives %s all its fields", (item, fields) => {
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
