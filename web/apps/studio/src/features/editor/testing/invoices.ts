/** The invoice inventory in small: two properties, a form and a list. */

import type { ComponentDocument, Element, Property } from "@aqtra/model";
import { newComponent, newProperty, randomIds } from "@aqtra/model";

function property(id: string, more: Partial<Property>): Property {
  return { ...newProperty(newComponent(randomIds), randomIds), id, ...more } as Property;
}

const element = (id: string, kind: string, settings: Element["settings"] = {}, children: Element[] = []): Element => ({
  id, kind, name: id, settings, children,
});

export function invoices(): ComponentDocument {
  return {
    ...newComponent(randomIds),
    key: "11111111-1111-4111-8111-111111111111",
    properties: [
      property("p1", { name: "InvoiceName", title: "Invoice Name" }),
      property("p2", { name: "InvoiceTotal", title: "Total", type: "number", minimum: null, maximum: null } as Partial<Property>),
    ],
    pages: [
      { ...element("page1", "page", {}, [
          element("Name_1", "text_field", { binding: "data.InvoiceName" }),
          element("Panel_1", "panel", {}, [element("Save_1", "button")]),
        ]), name: "Form" },
      { ...element("page2", "page"), name: "List" },
    ],
    flows: [],
  };
}
