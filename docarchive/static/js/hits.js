// Document: N / Shift N follow the links to the next and previous found place, [ and ] turn the page.
import { isPlain, isWriting } from "./writing.js";
import { lettersOn } from "./keys.js";

const LINKS = { n: "[data-next-hit]", N: "[data-previous-hit]", "]": "[data-next-page]", "[": "[data-previous-page]" };

const MARGIN_PX = 110; // the bottom bar of a phone, and some air

/** Bring the place that is shown now into view, unless it already is. */
function show() {
  const now = document.querySelector(".document .box--now") || document.querySelector(".hit--now, mark.is-now");
  if (!now) return;
  const { top, bottom } = now.getBoundingClientRect();
  if (top < MARGIN_PX || bottom > window.innerHeight - MARGIN_PX) now.scrollIntoView({ block: "center", inline: "nearest" });
}

export function hits(root) {
  show();
  root.addEventListener("htmx:after:swap", show);
  root.addEventListener("keydown", (event) => {
    if (isWriting(event) || !isPlain(event) || !lettersOn()) return;
    const link = LINKS[event.key] && root.querySelector(LINKS[event.key]);
    if (link && link.href) { event.preventDefault(); link.click(); }
  });
}
