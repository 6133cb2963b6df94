/** What scripts ask their page to do. */
import { collectionComponent, type Element } from "@aqtra/components";
import type { Refusal } from "@aqtra/scripting";

import { type ActionContext, runDataflow } from "../actions";
import { fetchFile } from "../files";
import type { DialogEnd, DialogTarget } from "../navigation";
import { focusEntry } from "../page/focus";
import { walk } from "./about";
import { decodeBase64 } from "./base64";
import type { AskQuestion } from "./questions";

type Arguments = Readonly<Record<string, unknown>>;

export interface ServiceContext {
  readonly actions: ActionContext;
  readonly ask: AskQuestion;
}

const refusal = (code: string, message: string): Refusal => ({ code, message });
const string = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);

/** Rejects with a Refusal or a problem of the server. */
export async function serve(method: string, args: Arguments, { actions, ask }: ServiceContext): Promise<unknown> {
  const { navigation, definition, form } = actions;
  switch (method) {
    case "open_page":
      return openPage(definition.pages.find(({ id }) => id === args.page), actions);
    case "open_page_named":
      return openPage(definition.pages.find(({ name }) => name === args.name), actions);
    case "open_component":
      navigation.open({ component: String(args.component), page: string(args.page) });
      return undefined;
    case "navigation_back":
      navigation.back();
      return undefined;
    case "add_item":
      return addEntry(args, actions);
    case "edit_item":
      return showEntry(args, actions);
    case "run_dataflow":
      return runDataflow(String(args.flow), args.model as Record<string, unknown> | undefined, { ...actions, form });
    case "message":
    case "confirm":
    case "reason":
      return ask({ kind: method, title: String(args.title ?? ""), message: String(args.message ?? "") });
    case "open_dialog":
      return openDialog(args.target as Arguments, actions);
    case "open_url":
      return openUrl(String(args.url));
    case "open_base64":
      return openBase64(String(args.url));
    case "sign_out":
      return navigation.signOut();
    case "position":
      return position();
    default:
      throw refusal("not_supported", `${method} is not available in this version`);
  }
}

function openPage(page: Element | undefined, { navigation, definition, form, entry }: ActionContext): undefined {
  if (!page) throw refusal("page_not_found", "the component has no such page");
  navigation.open({ component: definition.key, page: page.id, form, entry: entry() });
}

function collectionOf(args: Arguments, { definition }: ActionContext): { element: Element; component: string } {
  const element = definition.pages.flatMap(walk).find(({ id, name }) => id === args.control || name === args.control);
  const component = element && collectionComponent(element);
  if (!component) throw refusal("control_not_found", `no page of the component has a collection ${String(args.control)}`);
  return { element, component };
}

/** As its Add button does. */
function addEntry(args: Arguments, actions: ActionContext): undefined {
  const { element, component } = collectionOf(args, actions);
  actions.navigation.open({ component, page: string(element.settings.component_page) });
}

/** Puts a collection on one of the entries that it shows. */
function showEntry(args: Arguments, actions: ActionContext): undefined {
  const { element } = collectionOf(args, actions);
  if (focusEntry(actions.form, element.name, Number(args.entry))) return;
  throw refusal("entry_not_shown", `${element.name} does not show entry ${String(args.entry)}: its filters or its page leave it out, or it stands on another page`);
}

function openDialog(target: Arguments, { navigation }: ActionContext): Promise<DialogEnd> {
  const prefill = target.parameters as Record<string, unknown>;
  return new Promise((resolve) => {
    navigation.openDialog({
      ...(target as Omit<DialogTarget, "entry">),
      entry: Number(target.entry ?? 0),
      prefill: Object.keys(prefill).length > 0 ? prefill : undefined,
      onEnd: resolve,
    });
  });
}

/** Addresses of the web and of mail; anything else could run something here. */
const OPENED: ReadonlySet<string> = new Set(["http:", "https:", "mailto:", "tel:"]);

function openUrl(url: string): undefined {
  if (!URL.canParse(url, location.href) || !OPENED.has(new URL(url, location.href).protocol)) throw refusal("address_refused", `${url} cannot be opened`);
  window.open(url, "_blank", "noopener");
}

/** What a browser cannot show safely, because it could run with our rights, is saved instead. */
function openBase64(url: string): undefined {
  const decoded = decodeBase64(url);
  if (!decoded) throw refusal("content_unreadable", "this is no base64 text");
  const address = URL.createObjectURL(decoded.content);
  fetchFile(address, decoded.isShown ? undefined : "");
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, KEPT_MS);
}

/** How long what was opened can be loaded by its tab. */
const KEPT_MS = 60_000;

function position(): Promise<unknown> {
  if (!("geolocation" in navigator)) return Promise.reject(refusal("not_supported", "this device does not know where it is"));
  return new Promise((resolve, reject) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude, accuracy } }) => {
        resolve({ latitude, longitude, accuracy });
      },
      ({ message }) => {
        reject(refusal("position_unknown", message));
      },
    );
  });
}
