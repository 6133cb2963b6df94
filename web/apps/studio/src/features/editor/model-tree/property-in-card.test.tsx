import { findElement } from "@aqtra/model";
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";

import { elementOfKind } from "../dnd/new-element";
import { insert, selectElement } from "../state";
import { invoices } from "../testing/invoices";
import { renderEditor } from "../testing/render-editor";
import { server } from "../testing/server";
import { ModelTree } from "./model-tree";

beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());
beforeEach(() => localStorage.clear());

it("is not put into a card that shows entries of another component", async () => {
  const { dispatch, document } = renderEditor(<ModelTree />, invoices());
  const list = elementOfKind("list_view", { component: "22222222-2222-4222-8222-222222222222" });
  dispatch(insert(list, { parent: document().pages[0]?.id ?? "", index: 0 }));
  dispatch(selectElement(list.id));
  const [add] = await screen.findAllByRole("button", { name: /to the page/i });
  await userEvent.click(add as HTMLElement);
  expect(await screen.findByText(/entries of another component/)).toBeInTheDocument();
  expect(findElement(document(), list.id)?.element.children).toEqual([]);
});
