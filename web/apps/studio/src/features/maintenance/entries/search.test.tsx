import { screen } from "@testing-library/react";
import { expect, it } from "vitest";

import { renderStudio, serve } from "../../../testing";
import { CARS, serveCars } from "../testing";

it("says where a search of entries looks: the name, and texts with Query", async () => {
  serveCars();
  const text = { required: false, primary_key: false, virtual: false, query: true };
  serve(`GET /workplace/components/${CARS}`, {
    key: CARS,
    version: 3,
    title: "Cars",
    access_mode: "private",
    pages: [],
    flows: [],
    properties: [
      { ...text, id: "p1", name: "Plate", title: "Licence plate", type: "string" },
      { ...text, id: "p2", name: "Note", title: "Note", type: "string", query: false },
      { ...text, id: "p3", name: "Price", title: "Price", type: "number" },
    ],
  });
  renderStudio(`/maintenance/entries?component=${CARS}`);
  expect(await screen.findByRole("searchbox", { name: "Search entries" })).toHaveAccessibleDescription(/Searches Name, Licence plate$/);
});
