/** Writes `schema/components.json`: what the server validates pages with. The same input gives the same bytes. */
import { writeFile } from "node:fs/promises";

import { type AnyDefinition, catalogue, COMMANDS, itemTypes, PANELS } from "@aqtra/components";

const target = new URL("../../schema/components.json", import.meta.url);

function described(definition: AnyDefinition) {
  const { kind, version, group, title, purpose, holds, panelCount, settings, events, binds, commands, parameterSettings, dropSettings } = definition;
  return {
    kind,
    version,
    group,
    title,
    purpose,
    holds,
    panel_count: panelCount,
    binds,
    events,
    commands,
    parameter_settings: parameterSettings,
    drop_settings: dropSettings,
    settings,
  };
}

const document = {
  version: 1,
  panels: PANELS,
  commands: COMMANDS,
  item_types: itemTypes,
  components: [...catalogue].sort((a, b) => (a.kind < b.kind ? -1 : 1)).map(described),
};

await writeFile(target, `${JSON.stringify(document, null, 2)}\n`);
