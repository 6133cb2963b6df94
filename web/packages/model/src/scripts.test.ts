import { expect, it } from "vitest";

import { functionsOf } from "./scripts";

it("finds the functions of the module, and none inside of others", () => {
  expect(functionsOf("import json\n\ndef one():\n  def inner(): pass\n\nasync def two (sender, *args):\n  pass\n\ndef one(): pass")).toEqual(["one", "two"]);
});
