/** @file The script of an exported page: a photo opens large; the arrows, Home, End and Esc do what they say. */

/** Holds nothing of the album, so that nothing in an album can become script. */
export function buildPageScript(): string {
  return `
const photos = [...document.querySelectorAll('main button')];
const stage = document.getElementById('stage');
const picture = stage.querySelector('img');
const caption = stage.querySelector('p');
let current = 0;
const show = (index) => {
  current = (index + photos.length) % photos.length;
  const image = photos[current].querySelector('img');
  picture.src = image.src;
  picture.alt = image.alt;
  caption.textContent = image.alt;
};
photos.forEach((photo, index) => photo.addEventListener('click', () => { show(index); stage.showModal(); }));
document.getElementById('close').addEventListener('click', () => stage.close());
document.getElementById('previous').addEventListener('click', () => show(current - 1));
document.getElementById('next').addEventListener('click', () => show(current + 1));
stage.addEventListener('close', () => photos[current].focus());
stage.addEventListener('keydown', (event) => {
  const targets = { ArrowLeft: current - 1, ArrowRight: current + 1, Home: 0, End: photos.length - 1 };
  if (!(event.key in targets)) return;
  event.preventDefault();
  show(targets[event.key]);
});
`;
}
