// Filters that answer at once: the ticked box keeps the focus, the new count is said aloud; on a phone, where the filters cover the
// results, nothing is asked before "Áp dụng bộ lọc".
const PHONE = window.matchMedia("(max-width: 48rem)");
const same = (box) => `.facets input[name="${CSS.escape(box.name)}"][value="${CSS.escape(box.value)}"]`;

export function facets(root) {
  const live = root.querySelector("[data-live]");
  let held = "";
  root.addEventListener("change", (event) => {
    if (!event.target.closest(".facets")) return;
    if (PHONE.matches) event.stopPropagation();
    else held = event.target.type === "checkbox" ? same(event.target) : "";
  }, true);
  root.addEventListener("htmx:after:swap", () => {
    const box = held && root.querySelector(held);
    held = "";
    if (box) box.focus({ preventScroll: true });
    const count = root.querySelector("#so-ket-qua");
    if (live && count) live.textContent = count.textContent.trim();
  });
}
