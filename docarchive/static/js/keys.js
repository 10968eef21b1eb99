// "/" goes to the search box, "?" opens the list of keys; people can turn single letters off on this machine (WCAG 2.1.4).
import { isPlain, isWriting } from "./writing.js";

const STORE = "docarchive.keys";

export function lettersOn() {
  try { return localStorage.getItem(STORE) !== "off"; } catch { return true; }
}

export function keys(root) {
  const list = root.querySelector("dialog.keys");
  const show = () => { if (list && !list.open) list.showModal(); };
  root.querySelectorAll("[data-open-keys]").forEach((button) => { button.hidden = !list; button.addEventListener("click", show); });
  root.querySelectorAll("[data-keys-switch]").forEach((box) => {
    box.checked = lettersOn();
    box.addEventListener("change", () => { try { localStorage.setItem(STORE, box.checked ? "on" : "off"); } catch { /* private window */ } });
  });
  root.addEventListener("keydown", (event) => {
    if (isWriting(event) || !isPlain(event) || !lettersOn()) return;
    if (event.key === "?") { event.preventDefault(); show(); }
    if (event.key === "/") {
      const boxes = [...root.querySelectorAll("[data-search-box]")].filter((box) => box.offsetParent);
      const box = boxes.find((each) => each.closest("main")) || boxes[0];
      if (box) { event.preventDefault(); box.focus(); box.select(); }
    }
  });
}
