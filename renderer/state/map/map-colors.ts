/** @file The map's tokens as a canvas can use them. A canvas knows no custom properties: an element shows what they are. */

const tokens = {
  water: '--map-water',
  land: '--map-land',
  coast: '--map-coast',
  border: '--map-border',
  grid: '--map-grid',
  country: '--map-country',
  city: '--map-city',
  halo: '--map-land',
  pin: '--blaze',
  pinRing: '--raised',
} as const;

export type MapColors = Readonly<Record<keyof typeof tokens, string>>;

/** Reads the colours that are in force where `host` is: `color-scheme` counts. Makes the browser work out styles: not in a frame. */
export function readMapColors(host: HTMLElement): MapColors {
  const probe = document.createElement('span');
  probe.hidden = true;
  host.append(probe);
  const style = getComputedStyle(probe);
  const colors = Object.entries(tokens).map(([name, token]) => {
    probe.style.color = `var(${token})`;
    return [name, style.color] as const;
  });
  probe.remove();
  // One entry a token.
  return Object.fromEntries(colors) as MapColors;
}

/** Calls the listener when day becomes night, by the system or by a choice in the app; returns the function that stops. */
export function watchColors(listener: () => void): () => void {
  const queries = ['(prefers-color-scheme: dark)', '(prefers-contrast: more)', '(forced-colors: active)'].map((query) =>
    matchMedia(query),
  );
  for (const query of queries) query.addEventListener('change', listener);
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributes: true });
  return () => {
    for (const query of queries) query.removeEventListener('change', listener);
    observer.disconnect();
  };
}
