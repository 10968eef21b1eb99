// On a phone the row of tabs scrolls sideways: the current one is brought into it.
export function tabs(root) {
  root.querySelectorAll(".nav-tabs [aria-current]").forEach((tab) => {
    const bar = tab.closest(".nav-tabs");
    bar.scrollLeft = tab.offsetLeft - bar.offsetLeft - (bar.clientWidth - tab.offsetWidth) / 2;
  });
}
