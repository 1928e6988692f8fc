/** @file Moving the focus among controls that stand in a line, and between such lines. */

/** Focuses the control before or after the one with the focus, in the order of the page. Stays at both ends. */
export function moveFocusInside(container: HTMLElement, step: 1 | -1): void {
  const controls = listControls(container);
  const index = controls.findIndex((control) => control === document.activeElement);
  controls[index + step]?.focus();
}

/** Focuses the first control inside, or the cell of a grid that has its place in the tab order. False when there is none. */
export function focusFirst(container: HTMLElement | null): boolean {
  const [first] = container === null ? [] : listControls(container);
  first?.focus();
  return first !== undefined;
}

function listControls(container: HTMLElement): HTMLElement[] {
  return [...container.querySelectorAll<HTMLElement>('button:enabled, [role="gridcell"][tabindex="0"]')];
}
