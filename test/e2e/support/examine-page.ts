/** @file What can be seen to be wrong with a page without knowing what it shows. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

export interface Violation {
  readonly id: string;
  readonly where: readonly string[];
}

/** What axe finds, of whatever weight. */
export function findViolations(page: Page): Promise<readonly Violation[]> {
  return analyze(new AxeBuilder({ page }));
}

/** What axe finds of colours alone. */
export function findContrastViolations(page: Page): Promise<readonly Violation[]> {
  return analyze(new AxeBuilder({ page }).withRules(['color-contrast']));
}

async function analyze(axe: AxeBuilder): Promise<readonly Violation[]> {
  const { violations } = await axe.setLegacyMode(true).analyze();
  return violations.flatMap(({ id, nodes }): readonly Violation[] => {
    // A menu lies outside of all landmarks while it is open, and holds the focus meanwhile.
    const counted = nodes.filter(({ html }) => id !== 'region' || !html.includes('data-bits-floating'));
    return counted.length === 0 ? [] : [{ id, where: counted.slice(0, 3).map(({ html }) => html.slice(0, 160)) }];
  });
}

/**
 * Texts that are cut off: their box hides what does not fit, and nothing (three dots, a scroll bar) says so. Each as the start of its
 * text.
 */
export function findCutTexts(page: Page): Promise<readonly string[]> {
  return page.evaluate<readonly string[]>(`(() => {
    const cut = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode.data.trim();
      const owner = walker.currentNode.parentElement;
      if (text === '' || owner === null || owner.closest('.visually-hidden, [inert], script, style, title') !== null) continue;
      const range = document.createRange();
      range.selectNodeContents(walker.currentNode);
      const box = range.getBoundingClientRect();
      if (box.width === 0 || box.height === 0) continue;
      for (let element = owner; element !== null && element !== document.body; element = element.parentElement) {
        const style = getComputedStyle(element);
        if (style.visibility === 'hidden' || style.opacity === '0') break;
        const outer = element.getBoundingClientRect();
        const hidesX = style.overflowX === 'hidden' || style.overflowX === 'clip';
        const hidesY = style.overflowY === 'hidden' || style.overflowY === 'clip';
        const isShort = style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none';
        const cutX = hidesX && !isShort && (box.left < outer.left - 1 || box.right > outer.right + 1);
        const cutY = hidesY && !isShort && (box.top < outer.top - 2 || box.bottom > outer.bottom + 2);
        if (cutX || cutY) { cut.push(text.slice(0, 40) + ' in ' + element.className); break; }
        // What scrolls shows all of its content sooner or later.
        const scrollsY = style.overflowY === 'auto' || style.overflowY === 'scroll';
        const scrollsX = style.overflowX === 'auto' || style.overflowX === 'scroll';
        if (scrollsY || scrollsX || isShort) break;
      }
    }
    return cut;
  })()`);
}

/** Controls in view of which something else lies on top of the middle. Each by its name. */
export function findCoveredControls(page: Page): Promise<readonly string[]> {
  return page.evaluate<readonly string[]>(`(() => {
    const covered = [];
    const dialog = [...document.querySelectorAll('[role="dialog"]')].at(-1) ?? document;
    for (const control of dialog.querySelectorAll('button, input, select, a[href]')) {
      if (control.closest('[inert], [aria-hidden="true"], .visually-hidden') !== null || control.matches('.visually-hidden')) continue;
      const box = control.getBoundingClientRect();
      const style = getComputedStyle(control);
      if (box.width === 0 || style.visibility === 'hidden' || style.opacity === '0' || control.disabled) continue;
      const x = box.left + box.width / 2;
      const y = box.top + box.height / 2;
      // Scrolled out of its own scroller is out of view.
      let isInView = x >= 0 && y >= 0 && x < innerWidth && y < innerHeight;
      for (let outer = control.parentElement; outer !== null; outer = outer.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(outer);
        if (overflowX === 'visible' && overflowY === 'visible') continue;
        const frame = outer.getBoundingClientRect();
        if (y < frame.top || y >= frame.bottom || x < frame.left || x >= frame.right) isInView = false;
      }
      if (!isInView) continue;
      const top = document.elementFromPoint(x, y);
      if (top === null || control.contains(top) || top.contains(control) || top.closest('label')?.contains(control)) continue;
      const name = control.getAttribute('aria-label') ?? control.textContent.trim().slice(0, 40);
      const by = typeof top.className === 'string' ? top.className : top.tagName;
      // Short messages and menus come and go, what is for a selection lies on the photos by design, and a map goes on below its buttons.
      if (top.closest('.toaster, [role="toolbar"], [role="menu"]') !== null || control.closest('.pins') !== null) continue;
      covered.push(name + ' by ' + by);
    }
    return covered;
  })()`);
}

/** Elements that are wider than the view that scrolls them, where only down and up is scrolled. Each by its class. */
export function findSidewaysScrolling(page: Page): Promise<readonly string[]> {
  return page.evaluate<readonly string[]>(`[...document.querySelectorAll('*')].filter((element) => {
    const { overflowX } = getComputedStyle(element);
    const isScroller = element === document.documentElement || overflowX === 'auto' || overflowX === 'scroll';
    return isScroller && element.scrollWidth > element.clientWidth + 1 && element.closest('[data-scrolls-sideways]') === null;
  }).map((element) => String(element.className || element.tagName))`);
}

/** Waits until nothing moves or fades any more: between two themes colours are those of neither. What never ends is not waited for. */
export async function waitUntilStill(page: Page): Promise<void> {
  await page.evaluate(`Promise.all(document.getAnimations()
    .filter((animation) => animation.effect.getComputedTiming().endTime !== Infinity)
    .map((animation) => animation.finished.catch(() => undefined)))`);
}
