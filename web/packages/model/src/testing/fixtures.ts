/** Documents the tests start from, and ids that can be read. */

import type { ComponentDocument, Element, Property } from "../documents";
import { newComponent } from "../factories/component";
import { newProperty } from "../factories/property";
import type { IdSource } from "../ids";

export function countingIds(prefix = "id"): IdSource {
  let count = 0;
  const next = (): string => `${prefix}${(count += 1)}`;
  return { uuid: next, short: next };
}

export const OWN = "own-key";
export const OTHER = "other-key";

export function property(name: string, more: Partial<Property> = {}): Property {
  const base = newProperty(newComponent(countingIds()), { uuid: () => name, short: () => `p-${name}` });
  return { ...base, name, ...more } as Property;
}

export function element(id: string, kind: string, settings: Element["settings"] = {}, children: Element[] = []): Element {
  return { id, kind, name: id, settings, children };
}

/** Two properties and a self reference, two pages, one flow: every way a property can be used. */
export function sample(): ComponentDocument {
  const grid = element("Grid_1", "data_grid", {
    component: OWN,
    columns: [
      { header_value: "Number", fields: ["number", "data.parent.number"] },
      { header_value: "Other", fields: ["total"], command_type: "edit_record" },
    ],
    static_filters: [{ field: "number", operator: "equal", value: "number" }],
    dynamic_filters: [{ field: "total", source: "data.number" }],
    order_fields: [{ field: "data.number", direction: "ascending" }],
    action_parameters: [{ target: "id", source: "id" }, { target: "data.number", source: "data.number" }],
    component_page: "page-1",
  });
  return {
    ...newComponent(countingIds()),
    key: OWN,
    properties: [
      property("number"),
      property("total", { type: "number", minimum: null, maximum: null } as Partial<Property>),
      property("parent", { type: "catalog", component: OWN } as Partial<Property>),
      property("supplier", { type: "catalog", component: OTHER } as Partial<Property>),
    ],
    pages: [
      element("page-1", "page", {}, [
        element("Panel_1", "panel", {}, [
          element("TextField_1", "text_field", { binding: "data.number" }),
          element("TextField_2", "text_field", { binding: "data.supplier.number" }),
        ]),
        element("Button_1", "button", { command_type: "execute_dataflow", linked_dataflow: "flow-1" }),
      ]),
      element("page-2", "page", {}, [
        grid,
        element("Foreign", "data_grid", { component: OTHER, columns: [{ fields: ["number"] }] }),
      ]),
    ],
    flows: [
      {
        key: "flow-1",
        kind: "dataflow",
        name: "Save",
        restrict_access: false,
        generate_api_definition: false,
        atomic: false,
        safe_to_repeat: false,
        stages: [
          {
            id: "s1",
            name: "New stage",
            steps: [
              { id: "a", type: "get_action_model", name: "Get action model", source: [], params: {}, branches: {} },
              {
                id: "b", type: "query_entity_by_filter", name: "Query", source: ["a"], branches: {},
                params: {
                  component: OWN, dst_field_name: "_rows",
                  filter: [{ field: "number", operator: "equal", value: { path: "data.number" } }],
                  order_by: [{ field: "number", direction: "asc" }],
                },
              },
              {
                id: "c", type: "update_entry", name: "Update entry", source: ["b"], branches: {},
                params: {
                  component: OWN, name_field: "number", field_component_key: "id", result_store_field: "_new",
                  fields_mapping: [
                    { target: "number", source: "data.number" },
                    { target: "total", source: "_rows[0].data.total" },
                    { target: "parent", const: "data.number" },
                  ],
                },
              },
            ],
          },
          {
            id: "s2",
            name: "Second",
            steps: [
              {
                id: "d", type: "transform_model", name: "Transform", source: ["c"], branches: {},
                params: { fields_mapping: [{ target: "data.number", source: "data.number" }] },
              },
              {
                id: "e", type: "filter_source", name: "Filter", source: ["d"], branches: {},
                params: { src_field: "data.number", filter_value: "7" },
              },
              {
                id: "f", type: "send_notification", name: "Tell", source: ["c"], branches: {},
                params: { message: "Invoice {data.number} of {data.supplier.number}", script: "data.number" },
              },
            ],
          },
        ],
      },
    ],
  };
}
