import type { Element, Entry } from "../model";
import type { CommandParameters, RuntimeApi } from "../runtime-api";
import type { GridColumn } from "../settings";
import type { GridSettings } from "./use-grid-data";

/** What clicks do: on a row, on a cell with a command of its own, and on Add. */
export function useGridCommands(element: Element, settings: GridSettings, shown: string | undefined, runtime: RuntimeApi) {
  const parameters: CommandParameters = {
    ...settings,
    // A record is edited in the component shown; only the other commands may name a target.
    component: (settings.command_type === "edit_record" ? undefined : settings.target_component) ?? shown,
  };
  return {
    row:
      settings.command_type === "none"
        ? undefined
        : (row: Entry) => {
            void runtime.runCommand({ element, command: settings.command_type, parameters, row, rowComponent: shown });
          },
    cell: (column: GridColumn, row: Entry) => {
      const command = column.command_type ?? "none";
      if (command === "none") return undefined;
      return () => {
        void runtime.runCommand({
          element,
          command,
          row,
          rowComponent: shown,
          parameters: {
            component: (command === "edit_record" ? undefined : column.component) ?? shown,
            component_page: column.component_page ?? settings.component_page,
            action_parameters: column.action_parameters ?? settings.action_parameters,
          },
        });
      };
    },
    add: () => {
      void runtime.runCommand({
        element,
        command: "open_application",
        parameters: { component: shown, component_page: settings.component_page },
      });
    },
  };
}
