import { screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";

import { problem, renderStudio, serve } from "../../testing";
import { file, folder, serveLibrary } from "./testing";

const FOLDERS = [folder("a", "Images", null, 2), folder("b", "Contracts"), folder("c", "Logos", "a")];
const LIBRARY = { folders: FOLDERS, files: { root: [file("terms.txt"), file("prices.csv", { uses: 3, content_type: "text/csv" })], a: [file("photo.png", { content_type: "image/png" })] } };

const tree = () => screen.findByRole("tree", { name: "Folders" });
const item = async (name: string) => within(await tree()).findByRole("treeitem", { name });

/** Room for every column; the window of the tests has none of its own. */
function wideWindow(media: string): MediaQueryList {
  const nothing = (): void => undefined;
  return Object.assign(new EventTarget(), { media, matches: media.includes("min-width"), onchange: null, addListener: nothing, removeListener: nothing });
}

afterEach(() => {
  Reflect.deleteProperty(window, "matchMedia");
});

describe("the file library", () => {
  it("shows the files of the root with what they are and how many places use them", async () => {
    window.matchMedia = wideWindow;
    serveLibrary(LIBRARY);
    renderStudio("/files");
    const row = await screen.findByRole("row", { name: /prices\.csv/ });
    expect(within(row).getByText("CSV table")).toBeInTheDocument();
    expect(within(row).getByText("2 kB")).toBeInTheDocument();
    expect(within(row).getByText("3 places")).toBeInTheDocument();
  });

  it("goes through folders by keyboard alone", async () => {
    serveLibrary(LIBRARY);
    const { user, router } = renderStudio("/files");
    (await item("File storage")).focus();
    await user.keyboard("{ArrowDown}{ArrowDown}{ArrowRight}");
    expect(await item("Images")).toHaveAttribute("aria-expanded", "true");
    await user.keyboard("{ArrowRight}");
    expect(await item("Logos")).toHaveFocus();
    await user.keyboard("{ArrowLeft}{Enter}");
    expect(router.state.location.pathname).toBe("/files/a");
    expect(await screen.findByRole("link", { name: "photo.png" })).toBeInTheDocument();
  });

  it("opens the way to the folder of the address", async () => {
    serveLibrary(LIBRARY);
    renderStudio("/files/c");
    expect(await item("Logos")).toHaveAttribute("aria-selected", "true");
    expect(screen.getByRole("heading", { level: 1, name: "Logos" })).toBeInTheDocument();
  });

  it("creates a folder in the one that is open, and opens it", async () => {
    serveLibrary(LIBRARY);
    let sent: unknown;
    serve("POST /studio/files/folders", (body) => {
      sent = body;
      return folder("c", "Icons", "a");
    });
    const { user, router } = renderStudio("/files/a");
    await item("Images");
    await user.click(screen.getByRole("button", { name: "New folder" }));
    const dialog = await screen.findByRole("dialog", { name: "New folder in Images" });
    await user.type(within(dialog).getByRole("textbox", { name: "Name" }), "  Icons{Enter}");
    await waitFor(() => expect(router.state.location.pathname).toBe("/files/c"));
    expect(sent).toEqual({ name: "Icons", parent: "a" });
  });

  it("keeps a refused name in the dialog and says why", async () => {
    serveLibrary(LIBRARY);
    serve("PATCH /studio/files/folders/b", () => problem(409, "folder_name_taken"));
    const { user } = renderStudio("/files");
    (await item("Contracts")).focus();
    await user.keyboard("{F2}");
    const dialog = await screen.findByRole("dialog", { name: "Rename Contracts" });
    await user.clear(within(dialog).getByRole("textbox", { name: "Name" }));
    await user.type(within(dialog).getByRole("textbox", { name: "Name" }), "Images{Enter}");
    expect(await within(dialog).findByRole("alert")).toHaveTextContent("Another folder here has this name");
    expect(within(dialog).getByRole("textbox", { name: "Name" })).toHaveValue("Images");
  });

  it("asks again before a folder goes with what it holds", async () => {
    serveLibrary(LIBRARY);
    const asked: string[] = [];
    serve("DELETE /studio/files/folders/a", (_, url) => {
      asked.push(url.search);
      return url.search === "" ? problem(409, "folder_not_empty", { params: { files: 2, folders: 1, used: 1 } }) : new Response(null, { status: 204 });
    });
    const { user } = renderStudio("/files");
    (await item("Images")).focus();
    await user.keyboard("{Delete}");
    await user.click(await screen.findByRole("button", { name: "Delete folder" }));
    const question = await screen.findByRole("alertdialog", { name: "Images is not empty" });
    expect(question).toHaveTextContent("2 files and 1 folder");
    expect(question).toHaveTextContent("1 of the files is still in use");
    expect(asked).toEqual([""]);
    await user.click(within(question).getByRole("button", { name: "Delete folder and contents" }));
    await waitFor(() => expect(asked).toEqual(["", "?confirm=true"]));
  });

  it("does not offer to move a folder into itself", async () => {
    serveLibrary(LIBRARY);
    let sent: unknown;
    serve("PATCH /studio/files/folders/a", (body) => {
      sent = body;
      return folder("a", "Images", "b");
    });
    const { user } = renderStudio("/files/c");
    await item("Logos");
    await user.click(screen.getByRole("button", { name: "Actions for Images" }));
    await user.click(await screen.findByRole("menuitem", { name: "Move…" }));
    const dialog = await screen.findByRole("dialog", { name: "Move Images" });
    const to = within(dialog).getByRole("tree", { name: "Move to" });
    expect(within(to).getByRole("treeitem", { name: "Images" })).toHaveAttribute("aria-disabled", "true");
    await user.click(within(to).getByRole("treeitem", { name: "Contracts" }));
    await user.click(within(dialog).getByRole("button", { name: "Move here" }));
    await waitFor(() => expect(sent).toEqual({ parent: "b" }));
  });

  it("lets the server sort and page", async () => {
    window.matchMedia = wideWindow;
    const asked = serveLibrary(LIBRARY);
    const { user } = renderStudio("/files");
    await screen.findByRole("link", { name: "terms.txt" });
    await user.click(screen.getByRole("button", { name: "Size" }));
    await waitFor(() => expect(asked.at(-1)?.searchParams.get("$orderby")).toMatch(/^size/));
    expect(asked.at(-1)?.searchParams.get("$top")).toBe("25");
  });

  it("lists the uses of a file before it goes, and leaves it when the builder thinks better", async () => {
    serveLibrary(LIBRARY);
    const asked: string[] = [];
    serve("DELETE /studio/files/:id", (_, url) => {
      asked.push(url.search);
      return url.search === "" ? problem(409, "file_in_use", { fields: [{ field: "page", rule: "use", message: "Cars: Overview, Image 1", params: {} }] }) : new Response(null, { status: 204 });
    });
    const { user } = renderStudio("/files");
    (await screen.findByRole("row", { name: /prices\.csv/ })).focus();
    await user.keyboard("{Delete}");
    await user.click(await screen.findByRole("button", { name: "Delete file" }));
    const question = await screen.findByRole("alertdialog", { name: "The file is still in use" });
    expect(question).toHaveTextContent("Cars: Overview, Image 1");
    await user.click(within(question).getByRole("button", { name: "Cancel" }));
    expect(asked).toEqual([""]);
  });

  it("deletes many at once, and after a second yes those in use too", async () => {
    serveLibrary(LIBRARY);
    const asked: string[] = [];
    serve("DELETE /studio/files/:id", (_, url) => {
      asked.push(`${url.pathname.split("/").at(-1) ?? ""}${url.search}`);
      const refused = url.pathname.endsWith("prices.csv") && url.search === "";
      return refused ? problem(409, "file_in_use", { fields: [{ field: "page", rule: "use", message: "Cars", params: {} }] }) : new Response(null, { status: 204 });
    });
    const { user } = renderStudio("/files");
    await screen.findByRole("link", { name: "terms.txt" });
    await user.click(screen.getByRole("checkbox", { name: "Select all rows of this page" }));
    await user.click(screen.getByRole("button", { name: "Delete 2 files" }));
    await user.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Delete 2 files" }));
    await user.click(await screen.findByRole("button", { name: "Delete it anyway" }));
    expect(await screen.findByText("2 files are deleted")).toBeInTheDocument();
    expect(asked).toEqual(["id-terms.txt", "id-prices.csv", "id-prices.csv?confirm=true"]);
  });

  it("moves files to another folder", async () => {
    serveLibrary(LIBRARY);
    let sent: unknown;
    serve("PATCH /studio/files/id-terms.txt", (body) => {
      sent = body;
      return file("terms.txt");
    });
    const { user } = renderStudio("/files");
    const row = await screen.findByRole("row", { name: /terms\.txt/ });
    await user.click(within(row).getByRole("button", { name: "More actions" }));
    await user.click(await screen.findByRole("menuitem", { name: "Move…" }));
    const dialog = await screen.findByRole("dialog", { name: "Move terms.txt" });
    await user.click(within(dialog).getByRole("treeitem", { name: "Images" }));
    await user.click(within(dialog).getByRole("button", { name: "Move here" }));
    await waitFor(() => expect(sent).toEqual({ folder: "a" }));
  });

  it("says what the library is for while it is empty", async () => {
    serveLibrary({});
    renderStudio("/files");
    expect(await screen.findByText("No files here yet")).toBeInTheDocument();
    expect(screen.getAllByRole("button", { name: "Upload files" })).toHaveLength(2);
  });

  it("leads back when the folder of the address is gone", async () => {
    serveLibrary(LIBRARY);
    const { user, router } = renderStudio("/files/gone");
    await user.click(await screen.findByRole("button", { name: "Show all files" }));
    expect(router.state.location.pathname).toBe("/files");
  });
});
