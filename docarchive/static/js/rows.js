// Lists by key: a row's own letters press its buttons [data-row-key]; J K move, Enter opens, X ticks (Shift X a range), ↓ leaves the search box; the batch bar counts what is ticked.
import { isPlain, isWriting } from "./writing.js";
import { lettersOn } from "./keys.js";

const ROWS = "[data-row], [data-rows] tbody tr";
const all = () => [...document.querySelectorAll(ROWS)].filter((row) => row.offsetParent);
const link = (row) => row.querySelector("[data-row-link], a[href]");
const box = (row) => row.querySelector("[data-choose]");

function go(step) {
  const list = all();
  const here = list.findIndex((row) => row.contains(document.activeElement));
  const row = list[Math.max(0, Math.min(list.length - 1, here < 0 && step < 0 ? 0 : here + step))];
  const target = row && (link(row) || box(row));
  if (target) { target.focus(); row.scrollIntoView({ block: "nearest" }); }
}

function tick(wholeRange) {
  const list = all();
  const here = list.findIndex((row) => row.contains(document.activeElement));
  if (here < 0 || !box(list[here])) return;
  if (!wholeRange) box(list[here]).checked = !box(list[here]).checked;
  else {
    let from = here;
    while (from > 0 && !box(list[from - 1]).checked) from -= 1;
    list.slice(from > 0 ? from : here, here + 1).forEach((row) => { box(row).checked = true; });
  }
  count();
}

/** The tick boxes of a form, also those that name it from afar (rows with forms of their own); without one, all of the page. */
function choices(form) {
  const controls = form ? [...form.elements] : [...document.querySelectorAll("[data-choose]")];
  return controls.filter((each) => each.matches("[data-choose]"));
}

function count() {
  document.querySelectorAll("[data-batch-bar]").forEach((bar) => {
    const boxes = choices(bar.closest("form"));
    const ticked = boxes.filter((each) => each.checked).length;
    boxes.forEach((each) => { const row = each.closest("tr, [data-row]"); if (row) row.classList.toggle("is-chosen", each.checked); });
    const words = bar.querySelector("[data-batch-label]");
    if (words) words.textContent = `${words.dataset.batchLabel} ${ticked}`;
    bar.hidden = ticked === 0;
  });
}

export function rows(root) {
  count();
  root.addEventListener("change", (event) => {
    if (event.target.matches("[data-choose-all]")) {
      choices(event.target.form).forEach((each) => { each.checked = event.target.checked; });
    }
    if (event.target.matches("[data-choose], [data-choose-all]")) count();
  });
  root.addEventListener("htmx:after:swap", count);
  root.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && event.target.matches("main [data-search-box]") && !event.isComposing && !event.target.value.startsWith("@")) {
      if (all().length && !event.target.dataset.choosing) { event.preventDefault(); go(1); }
      return;
    }
    if (isWriting(event) || !isPlain(event) || !lettersOn()) return;
    const act = { j: () => go(1), k: () => go(-1), x: () => tick(false), X: () => tick(true) }[event.key];
    const row = event.target.closest && event.target.closest("[data-row]");
    const button = row && /^[a-z]$/.test(event.key) && row.querySelector(`[data-row-key="${event.key}"]`);
    if (button) { event.preventDefault(); button.click(); return; }
    if (act && all().length) { event.preventDefault(); act(); }
  });
}
