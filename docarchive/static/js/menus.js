// <details> menus close with Esc, with a click elsewhere and when another one opens.
export function menus(root) {
  const open = () => [...root.querySelectorAll("details[data-menu][open]")];
  root.addEventListener("click", (event) => {
    open().filter((menu) => !menu.contains(event.target)).forEach((menu) => { menu.open = false; });
  });
  root.addEventListener("focusout", (event) => {
    const menu = event.target.closest && event.target.closest("details[data-menu][open]");
    if (menu && event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    open().forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
  });
}
