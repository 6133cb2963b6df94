import { ListTree } from "lucide-react";
import { lazy } from "react";

import { commandParameters, commandType, restrictAccess, TARGET_COMPONENT, targetComponent } from "../commands";
import { defineComponent } from "../define";
import { appearance, brush, collectionEvents, collectionSource, identity, layout, without } from "../groups";

const commands = ["edit_record", "open_application", "execute_dataflow", "execute_script"] as const;

export const treeViewSettings = {
  ...identity,
  data_object: { ...collectionSource.component, title: "Data object", about: "Component whose entries are shown." },
  ...without(collectionSource, "component"),
  group_by: {
    type: "list property_ref",
    panel: "Common",
    title: "Group by",
    about: "Properties to group by, one level each; a reference to the same component makes a tree of parents and children.",
  },
  command_type: commandType(commands),
  [TARGET_COMPONENT]: targetComponent,
  ...without(commandParameters, "component", "page", "dialog_title", "dialog_width", "dialog_height", "position", "linked_workflow", "wait_complete"),
  restrict_access: restrictAccess,
  ...collectionEvents,
  on_item_selected: { type: "script_ref", panel: "Events", title: "On item selected", about: "args: sender, the entry or the value of the group." },
  ...layout,
  ...appearance,
  ...brush,
} as const;

export const treeView = defineComponent({
  kind: "tree_view",
  version: 1,
  group: "advanced",
  title: "Tree View",
  purpose: "Shows entries as a hierarchy.",
  icon: ListTree,
  binds: ["component_entries", "catalog", "array"],
  settings: treeViewSettings,
  events: ["on_datasource_loaded", "on_loaded", "on_item_selected"],
  commands,
  parameterSettings: { component: TARGET_COMPONENT },
  view: lazy(() => import("./view").then((module) => ({ default: module.TreeViewView }))),
});
