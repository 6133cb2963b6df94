const FOCUSABLE = 'input:not([type="hidden"]), textarea, [role="combobox"], [role="spinbutton"], button';

/** The page that shows a form; a dialog over it shows another one. */
function pageOf(form: string): HTMLElement | null {
  return document.querySelector(`[data-form="${CSS.escape(form)}"]`);
}

/** Moves the focus into the control of a path; false when the page has none. */
export function focusField(form: string, path: string): boolean {
  const control = pageOf(form)?.querySelector<HTMLElement>(`[data-field="${CSS.escape(path)}"]`);
  if (!control) return false;
  const target = control.matches(FOCUSABLE) || control.tabIndex >= 0 ? control : control.querySelector<HTMLElement>(FOCUSABLE);
  target?.focus();
  // Absent where nothing is laid out.
  (target ?? control).scrollIntoView?.({ block: "center", behavior: "auto" });
  return true;
}

/** The first of these paths that has a control, in the order of the page. */
export function focusFirst(form: string, paths: readonly string[]): void {
  const wanted = new Set(paths);
  const first = [...(pageOf(form)?.querySelectorAll<HTMLElement>("[data-field]") ?? [])].find((control) => wanted.has(control.dataset.field ?? ""));
  if (first?.dataset.field) focusField(form, first.dataset.field);
}
