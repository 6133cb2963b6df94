/** Moving the focus to the control of a path, also where a tab that was never shown hides it. */
import { definitionOf, type Element, type PanelState } from "@aqtra/components";

import { pathSteps } from "../definition";
import { formActions } from "../form/slice";
import { formChildren } from "../form/values";
import type { Dispatch } from "../server";

const FOCUSABLE = 'input:not([type="hidden"]), textarea, [role="combobox"], [role="spinbutton"], button';

export interface FocusPage {
  readonly form: string;
  readonly page: Element;
  readonly dispatch: Dispatch;
}

/** Shows what the control of a path stands in, and moves the focus into it; nothing when the page has none. */
export function focusField(page: FocusPage, path: string): void {
  const way = wayTo(page.page, path);
  if (way) reveal(page, way);
  whenDrawn(page.form, path, focusIn);
}

/** The first of these paths that has a control, in the order of the page. */
export function focusFirst(page: FocusPage, paths: readonly string[]): void {
  const wanted = new Set(paths);
  const first = controls(page.page).find((path) => wanted.has(path));
  if (first !== undefined) focusField(page, first);
}

/** Moves the focus to the row or card of an entry; false when the element shows none. */
export function focusEntry(form: string, element: string, entry: number): boolean {
  const box = pageOf(form)?.querySelector(`[data-element="${CSS.escape(element)}"]`);
  const shown = box?.querySelector<HTMLElement>(`[data-entry="${entry}"], [data-card="${entry}"]`);
  if (!shown) return false;
  // A card that does nothing is no stop of its own.
  if (!shown.hasAttribute("tabindex")) shown.tabIndex = -1;
  shown.focus();
  // Absent where nothing is laid out.
  shown.scrollIntoView?.({ block: "nearest", behavior: "auto" });
  return true;
}

function focusIn(control: HTMLElement): void {
  const target = control.matches(FOCUSABLE) || control.tabIndex >= 0 ? control : control.querySelector<HTMLElement>(FOCUSABLE);
  target?.focus();
  // Absent where nothing is laid out.
  (target ?? control).scrollIntoView?.({ block: "center", behavior: "auto" });
}

/** Paths of the controls of a page, in reading order. */
function controls(element: Element): string[] {
  if (element.settings.visible === false || element.settings.hidden === true) return [];
  const own = pathOf(element);
  return [...(own === undefined ? [] : [own]), ...formChildren(element).flatMap(controls)];
}

function pathOf({ kind, settings }: Element): string | undefined {
  const definition = definitionOf(kind);
  const { binding } = settings;
  if (!definition || !("required" in definition.settings) || typeof binding !== "string" || binding === "") return undefined;
  return `data.${pathSteps(binding)[0] ?? ""}`;
}

/** From the page down to the first control of a path. */
function wayTo(element: Element, path: string): Element[] | undefined {
  if (element.settings.visible === false || element.settings.hidden === true) return undefined;
  if (pathOf(element) === path) return [element];
  for (const child of formChildren(element)) {
    const further = wayTo(child, path);
    if (further) return [element, ...further];
  }
  return undefined;
}

/** Elements that show one of their panels show the one on the way. */
function reveal({ form, dispatch }: FocusPage, way: readonly Element[]): void {
  for (const [index, { kind, id }] of way.entries()) {
    const value: PanelState = { panel: way[index + 1]?.id };
    if (definitionOf(kind)?.holds === "panels") dispatch(formActions.elementStateChanged({ form, element: id, value }));
  }
}

/** The page that shows a form; a dialog over it shows another one. */
function pageOf(form: string): HTMLElement | null {
  return document.querySelector(`[data-form="${CSS.escape(form)}"]`);
}

/** The control itself: cards on the page have controls of the same paths. */
function controlOf(root: HTMLElement, path: string): HTMLElement | undefined {
  const found = [...root.querySelectorAll<HTMLElement>(`[data-field="${CSS.escape(path)}"]`)];
  return found.find((control) => control.closest("[data-form], [data-card]") === root && !control.closest("[hidden]"));
}

/** A tab that is shown for the first time is drawn a little later; who does something else meanwhile is left to it. */
function whenDrawn(form: string, path: string, then: (control: HTMLElement) => void): void {
  const root = pageOf(form);
  if (!root) return;
  const attempt = () => {
    const control = controlOf(root, path);
    if (!control) return false;
    stop();
    then(control);
    return true;
  };
  const watcher = new MutationObserver(attempt);
  const stop = () => {
    watcher.disconnect();
    for (const event of ELSEWHERE) document.removeEventListener(event, stop);
  };
  if (attempt()) return;
  watcher.observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ["hidden"] });
  for (const event of ELSEWHERE) document.addEventListener(event, stop);
}

const ELSEWHERE = ["keydown", "pointerdown"] as const;
