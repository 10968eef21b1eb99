// Document: N / Shift N follow the links to the next and previous found place, [ and ] turn the page.
import { isPlain, isWriting } from "./writing.js";
import { lettersOn } from "./keys.js";

const LINKS = { n: "[data-next-hit]", N: "[data-previous-hit]", "]": "[data-next-page]", "[": "[data-previous-page]" };

/** Bring the place that is shown now into the middle of the window. */
function show() {
  const now = document.querySelector(".hit--now, mark.is-now");
  if (now) now.scrollIntoView({ block: "center", inline: "nearest" });
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
