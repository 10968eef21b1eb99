// Light or dark, remembered in a cookie so that the server paints the first frame right.
export function theme(root) {
  root.querySelectorAll("[data-theme-switch]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      const dark = document.documentElement.dataset.bsTheme !== "dark";
      document.documentElement.dataset.bsTheme = dark ? "dark" : "light";
      document.cookie = `theme=${dark ? "dark" : "light"}; path=/; max-age=31536000; samesite=lax`;
    });
  });
}
