import { expect, it } from "vitest";

import { newComponent } from "../factories";
import { randomIds } from "../ids";
import { execute } from "./command";
import { editScript } from "./editScript";

it("replaces the script, and changes nothing when it is the same", () => {
  const document = newComponent(randomIds);
  const changed = execute(document, editScript("def go(): pass"))?.document;
  expect(changed?.script).toBe("def go(): pass");
  expect(execute(document, editScript(""))).toBeNull();
});
