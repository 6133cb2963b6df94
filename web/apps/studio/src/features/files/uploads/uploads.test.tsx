import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { renderStudio, serve } from "../../../testing";
import { folder, serveLibrary, serveUploads } from "../testing";

const text = (name: string, content = "hello") => new File([content], name, { type: "text/plain" });

async function openLibrary(path = "/files") {
  const { user, router } = renderStudio(path);
  const field = await screen.findByTestId<HTMLInputElement>("upload");
  await screen.findByRole("treeitem", { name: "File storage" });
  return { user, router, field };
}

const panel = (name: RegExp | string) => screen.findByRole("region", { name });

describe("uploads", () => {
  it("send many files into the folder that is open and say when they have arrived", async () => {
    serveLibrary({ folders: [folder("a", "Images")] });
    const { arrived } = serveUploads();
    const { user, field } = await openLibrary("/files/a");
    await user.upload(field, [text("one.txt"), text("two.txt"), text("three.txt")]);
    await panel("3 files uploaded");
    expect(arrived).toHaveLength(3);
    expect(new Set(arrived.map((upload) => upload.folder))).toEqual(new Set(["a"]));
  });

  it("show the library anew once a file is there", async () => {
    const asked = serveLibrary({});
    serveUploads();
    const { user, field } = await openLibrary();
    await screen.findByText("No files here yet");
    const before = asked.length;
    await user.upload(field, text("one.txt"));
    await waitFor(() => expect(asked.length).toBeGreaterThan(before));
  });

  it("say why one is refused and go on with the others", async () => {
    serveLibrary({});
    const { arrived } = serveUploads((name) => (name.endsWith(".exe") ? "programs are not accepted" : undefined));
    const { user, field } = await openLibrary();
    await user.upload(field, [text("virus.exe"), text("fine.txt")]);
    const shown = await panel("1 uploaded, 1 refused");
    expect(within(shown).getByRole("alert")).toHaveTextContent("programs are not accepted");
    expect(arrived.map(({ name }) => name)).toEqual(["fine.txt"]);
  });

  it("wait out a lost connection and go on when told to", async () => {
    serveLibrary({});
    const { arrived } = serveUploads();
    serve("POST /uploads", () => Response.error());
    const { user, field } = await openLibrary();
    await user.upload(field, text("one.txt"));
    expect(await screen.findByText(/The connection was lost/)).toBeInTheDocument();
    serveUploads();
    serve("POST /uploads/:id/complete", () => {
      arrived.push({ name: "one.txt", folder: null });
      return {};
    });
    await user.click(screen.getByRole("button", { name: "Go on with one.txt" }));
    await panel("1 file uploaded");
    expect(arrived).toHaveLength(1);
  });

  it("go on by themselves when the browser is online again", async () => {
    serveLibrary({});
    serve("POST /uploads", () => Response.error());
    const { user, field } = await openLibrary();
    await user.upload(field, text("one.txt"));
    await screen.findByText(/The connection was lost/);
    serveUploads();
    fireEvent(window, new Event("online"));
    await panel("1 file uploaded");
  });

  it("pause where they are, and resume", async () => {
    serveLibrary({});
    serveUploads();
    serve("PUT /uploads/:id/parts/0", () => new Promise<Response>(() => undefined));
    const { user, field } = await openLibrary();
    await user.upload(field, text("one.txt"));
    await user.click(await screen.findByRole("button", { name: "Pause one.txt" }));
    expect(await screen.findByText(/^Paused at/)).toBeInTheDocument();
    serve("PUT /uploads/:id/parts/0", () => new Response(null, { status: 204 }));
    await user.click(screen.getByRole("button", { name: "Go on with one.txt" }));
    await panel("1 file uploaded");
  });

  it("forget a cancelled file, here and on the server", async () => {
    serveLibrary({});
    const { cancelled, arrived } = serveUploads();
    serve("PUT /uploads/:id/parts/0", () => new Promise<Response>(() => undefined));
    const { user, field } = await openLibrary();
    await user.upload(field, text("one.txt"));
    await screen.findByText(/ of 5 bytes/);
    await user.click(screen.getByRole("button", { name: "Cancel one.txt" }));
    await waitFor(() => expect(cancelled).toEqual(["one.txt"]));
    expect(screen.queryByText("one.txt")).not.toBeInTheDocument();
    expect(arrived).toEqual([]);
  });

  it("ask before all of them are cancelled", async () => {
    serveLibrary({});
    serveUploads();
    serve("PUT /uploads/:id/parts/0", () => new Promise<Response>(() => undefined));
    const { user, field } = await openLibrary();
    await user.upload(field, [text("one.txt"), text("two.txt")]);
    await user.click(within(await panel("Uploading 2 files")).getByRole("button", { name: "Cancel all uploads" }));
    const question = await screen.findByRole("alertdialog", { name: "Cancel the uploads?" });
    expect(question).toHaveTextContent("2 files have not arrived yet");
    await user.click(within(question).getByRole("button", { name: "Cancel all uploads" }));
    await waitFor(() => expect(screen.queryByRole("region", { name: /Uploading/ })).not.toBeInTheDocument());
  });

  it("go on while the builder works on another screen", async () => {
    serveLibrary({});
    serveUploads();
    serve("PUT /uploads/:id/parts/0", () => new Promise<Response>(() => undefined));
    const { user, router, field } = await openLibrary();
    await user.upload(field, text("one.txt"));
    await panel("Uploading 1 file");
    await router.navigate("/components");
    await screen.findByRole("heading", { name: "Components" });
    expect(screen.getByRole("region", { name: "Uploading 1 file" })).toBeInTheDocument();
  });

  it("take dropped files and say that folders cannot come along", async () => {
    serveLibrary({});
    const { arrived } = serveUploads();
    await openLibrary();
    const zone = screen.getByTestId("drop-zone");
    const entry = (isDirectory: boolean) => ({ kind: "file", webkitGetAsEntry: () => ({ isDirectory }) });
    const dataTransfer = { types: ["Files"], files: [text("one.txt"), text("folder")], items: [entry(false), entry(true)] };
    fireEvent.dragEnter(zone, { dataTransfer });
    expect(await screen.findByText("Drop to upload to File storage")).toBeInTheDocument();
    fireEvent.drop(zone, { dataTransfer });
    expect(await screen.findByText("A folder was left out")).toBeInTheDocument();
    await waitFor(() => expect(arrived.map(({ name }) => name)).toEqual(["one.txt"]));
  });
});
