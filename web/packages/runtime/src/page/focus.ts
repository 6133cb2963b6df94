const FOCUSABLE = 'input:not([type="hidden"]), textarea, [role="combobox"], [role="spinbutton"], button';

/** Moves the focus into the control of a path; false when the page has none. */
export function focusField(container: HTMLElement, path: string): boolean {
  const control = container.querySelector<HTMLElement>(`[data-field="${CSS.escape(path)}"]`);
  if (!control) return false;
  const target = control.matches(FOCUSABLE) || control.tabIndex >= 0 ? control : control.querySelector<HTMLElement>(FOCUSABLE);
  target?.focus();
  // Absent where nothing is laid out.
  (target ?? control).scrollIntoView?.({ block: "center", behavior: "auto" });
  return true;
}

/** The first of these paths that has a control, in the order of the page. */
export function focusFirst(container: HTMLElement, paths: readonly string[]): void {
  const wanted = new Set(paths);
  const first = [...container.querySelectorAll<HTMLElement>("[data-field]")].find((control) => wanted.has(control.dataset.field ?? ""));
  if (first?.dataset.field) focusField(container, first.dataset.field);
}
