/** Ref of the one field that a dialog or a sign-in screen was opened for: typing can start at once. */
export function focusOnMount(element: HTMLElement | null): void {
  element?.focus();
}
