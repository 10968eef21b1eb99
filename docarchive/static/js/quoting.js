// Words selected on the page go along as the quote: <a href="/directions/new?document=…" data-quote>.
import { adopt } from "./writing.js";

const LONGEST = 1500; // an address has its limits

export function quoting(root) {
  adopt(root, "a[data-quote]", (link) => {
    let chosen = ""; // a click may clear the selection before the link hears of it
    document.addEventListener("selectionchange", () => { const said = String(document.getSelection()).trim(); if (said) chosen = said; });
    link.addEventListener("click", () => {
      const address = new URL(link.href);
      const said = String(document.getSelection()).trim() || chosen;
      if (said) address.searchParams.set("quote", said.replace(/\s+/g, " ").slice(0, LONGEST));
      link.href = address.href;
    });
  });
}
