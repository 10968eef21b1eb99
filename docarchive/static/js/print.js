// A button that opens the printer's dialog; it appears only where script runs, Ctrl P works everywhere.
import { adopt } from "./writing.js";

export function printing(root) {
  adopt(root, "[data-print]", (button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
}
