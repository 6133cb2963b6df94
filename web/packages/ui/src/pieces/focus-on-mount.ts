/**
 * As `ref` of the one control a dialog or screen was opened for. Only there: focus that moves by itself
 * elsewhere takes readers away from where they are.
 */
export function focusOnMount(element: HTMLElement | null): void {
  element?.focus();
}
