// Buttons that put a citation or an address into the clipboard; they appear only where that works.
import { adopt } from "./writing.js";

export function copying(root) {
  adopt(root, "[data-copy]", (button) => {
    if (!navigator.clipboard) return;
    button.hidden = false;
    const words = button.querySelector("span:last-of-type") || button;
    const before = words.textContent;
    button.addEventListener("click", async () => {
      try { await navigator.clipboard.writeText(button.dataset.copy); words.textContent = "Đã sao chép"; }
      catch { words.textContent = "Không sao chép được"; }
      setTimeout(() => { words.textContent = before; }, 2500);
    });
  });
}
