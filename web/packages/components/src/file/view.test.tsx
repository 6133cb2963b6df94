import { act, fireEvent, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import type { FileInfo, FileUpload, UploadFailure, UploadOptions } from "../runtime-api";
import { INCOMPLETE } from "../shared/incomplete";
import { type Scene, show } from "../testing/render";

const KEPT = "0b0f6f3e-0000-4000-8000-000000000001";
const MADE = "0b0f6f3e-0000-4000-8000-000000000002";
const info: FileInfo = { id: KEPT, name: "Contract.pdf", size: 1536, content_type: "application/pdf" };
const bound: Scene = { kind: "file", settings: { binding: "data.Field" }, property: { type: "file" }, files: { [KEPT]: { info } } };
const input = () => screen.findByLabelText<HTMLInputElement>(/^Field title/);

/** An upload that ends when the test says so. */
function line() {
  const calls: { upload: FileUpload; options: UploadOptions; end: (info: FileInfo) => void; fail: (failure: UploadFailure) => void }[] = [];
  const send = (upload: FileUpload, options: UploadOptions) =>
    new Promise<FileInfo>((end, fail) => {
      calls.push({ upload, options, end, fail });
    });
  const last = () => {
    const call = calls.at(-1);
    if (!call) throw new Error("nothing is being sent");
    return call;
  };
  return { calls, send, last };
}

const picture = new File(["12345"], "photo.png", { type: "image/png" });

describe("file", () => {
  it("sends the chosen file for its property and control, and keeps its id", async () => {
    const { send, last } = line();
    const log = show({ ...bound, send });
    await userEvent.upload(await input(), picture);
    expect(last().upload).toMatchObject({ file: picture, property: "Field", element: { kind: "file" } });
    // Nothing can be saved meanwhile.
    expect(log.values).toEqual([INCOMPLETE]);
    await act(async () => last().end({ ...info, id: MADE }));
    expect(log.values).toEqual([INCOMPLETE, MADE]);
    expect(log.events).toContainEqual(["on_value_changed", null, MADE]);
  });

  it("shows how far it is", async () => {
    const { send, last } = line();
    show({ ...bound, send });
    await userEvent.upload(await input(), picture);
    act(() => last().options.onProgress(2, 5));
    expect(screen.getByRole("progressbar", { name: "Sending photo.png" })).toHaveAttribute("aria-valuenow", "40");
    expect(screen.getByRole("status")).toHaveTextContent("2 bytes of 5 bytes");
  });

  it("is cancelled: what was there is there again, and what was sent is thrown away", async () => {
    const { send, last } = line();
    const log = show({ ...bound, value: KEPT, send });
    await userEvent.upload(await input(), picture);
    await userEvent.click(screen.getByRole("button", { name: "Cancel the upload of Field title" }));
    expect(last().options.signal.aborted).toBe(true);
    expect(log.dropped).toEqual(["photo.png"]);
    expect(log.values.at(-1)).toBe(KEPT);
    expect(log.commits).toEqual([]);
    expect(await screen.findByRole("link", { name: "Contract.pdf" })).toBeInTheDocument();
  });

  it("pauses and goes on with the same file", async () => {
    const { calls, send, last } = line();
    show({ ...bound, send });
    await userEvent.upload(await input(), picture);
    await userEvent.click(screen.getByRole("button", { name: "Pause the upload of Field title" }));
    expect(last().options.signal.aborted).toBe(true);
    await userEvent.click(screen.getByRole("button", { name: "Go on with the upload of Field title" }));
    expect(calls.map(({ upload }) => upload.file)).toEqual([picture, picture]);
    expect(last().options.signal.aborted).toBe(false);
  });

  it("can go on after the network has failed, and says why it stands", async () => {
    const { send, last } = line();
    const log = show({ ...bound, send });
    await userEvent.upload(await input(), picture);
    await act(async () => last().fail({ message: "The server could not be reached.", passing: true }));
    expect(screen.getByRole("status")).toHaveTextContent("could not be reached");
    expect(screen.getByRole("button", { name: /Go on with/ })).toBeInTheDocument();
    expect(log.values).toEqual([INCOMPLETE]);
  });

  it("shows why the server refuses it, and keeps what was there", async () => {
    const { send, last } = line();
    const log = show({ ...bound, value: KEPT, send });
    await userEvent.upload(await input(), picture);
    await act(async () => last().fail({ message: "Choose a file of at most 1 kB.", passing: false }));
    expect(await input()).toHaveAccessibleDescription("Choose a file of at most 1 kB.");
    expect(log.values.at(-1)).toBe(KEPT);
  });

  it.each([
    ["the control's size", { max_file_size_in_bytes: 4 }, {}, "Choose a file of at most 4 bytes."],
    ["the property's size", { max_file_size_in_bytes: 100 }, { max_file_size: 4 }, "Choose a file of at most 4 bytes."],
    ["the property's types", {}, { file_types: ".pdf" }, "Files of this type are not accepted here, only .pdf."],
  ])("sends nothing that breaks %s", async (_, settings, property, message) => {
    const { calls, send } = line();
    const log = show({ ...bound, settings: { ...bound.settings, ...settings }, property: { type: "file", ...property }, send });
    fireEvent.change(await input(), { target: { files: [picture] } });
    expect(calls).toEqual([]);
    expect(log.values).toEqual([]);
    expect(await input()).toBeInvalid();
    expect(await input()).toHaveAccessibleDescription(message);
  });

  it("takes a dropped file, but not while it is read-only", async () => {
    const { calls, send } = line();
    show({ ...bound, send });
    const zone = (await input()).parentElement as HTMLElement;
    fireEvent.drop(zone, { dataTransfer: { files: [picture] } });
    expect(calls).toHaveLength(1);
  });

  it("leaves a dropped file alone while it is read-only", async () => {
    const { calls, send } = line();
    show({ ...bound, settings: { ...bound.settings, read_only: true }, send });
    fireEvent.drop((await input()).parentElement as HTMLElement, { dataTransfer: { files: [picture] } });
    expect(calls).toEqual([]);
  });

  it("shows name, size and type, and downloads by the name", async () => {
    show({ ...bound, value: KEPT });
    const link = await screen.findByRole("link", { name: "Contract.pdf" });
    expect(link).toHaveAttribute("href", `/files/${KEPT}`);
    expect(link).toHaveAttribute("download", "Contract.pdf");
    expect(screen.getByText("1.5 kB · PDF")).toBeInTheDocument();
  });

  it("is cleared", async () => {
    const log = show({ ...bound, value: KEPT });
    await userEvent.click(await screen.findByRole("button", { name: "Clear Field title" }));
    expect(log.values).toEqual([null]);
    expect(log.events).toContainEqual(["on_value_changed", KEPT, null]);
  });

  it("keeps the download while nothing may be changed", async () => {
    show({ ...bound, value: KEPT, settings: { ...bound.settings, read_only: true } });
    expect(await screen.findByRole("link", { name: "Contract.pdf" })).toBeInTheDocument();
    expect(screen.queryByRole("button")).toBeNull();
    expect(await input()).toBeDisabled();
  });

  it("offers its preset file when nothing is bound, and takes no other", async () => {
    show({ kind: "file", settings: { value: KEPT, label: { translation_key: "", translation_value: "Price list" } }, files: { [KEPT]: { info } } });
    expect(await screen.findByRole("link", { name: "Contract.pdf" })).toBeInTheDocument();
    expect(screen.queryByRole("button")).toBeNull();
  });

  it("says when a file cannot be had", async () => {
    show({ ...bound, value: KEPT, files: { [KEPT]: { status: "failed", failure: { message: "This file does not exist any more." } } } });
    expect(await screen.findByText("This file does not exist any more.")).toBeInTheDocument();
    expect(screen.queryByRole("link")).toBeNull();
  });

  it("offers the types that the strictest list names, and says the limits", async () => {
    show({ ...bound, settings: { ...bound.settings, accept_files: ".pdf, .docx", max_file_size_in_bytes: 2048 } });
    expect(await input()).toHaveAttribute("accept", ".pdf,.docx");
    expect(screen.getByText(".pdf, .docx · up to 2 kB")).toBeInTheDocument();
  });

  it("reports focus and is required natively", async () => {
    const log = show({ ...bound, property: { type: "file", required: true } });
    (await input()).focus();
    expect(log.events).toContainEqual(["on_focus"]);
    expect(await input()).toBeRequired();
  });
});
