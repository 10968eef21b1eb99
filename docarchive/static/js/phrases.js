// A phrase often used goes to the end of its field: <button data-phrase="Đồng ý." data-phrase-for="words">.
import { adopt } from "./writing.js";

export function phrases(root) {
  adopt(root, "[data-phrase]", (button) => {
    button.addEventListener("click", () => {
      const field = document.getElementById(button.dataset.phraseFor);
      field.value = [field.value.trim(), button.dataset.phrase].filter(Boolean).join(" ");
      field.dispatchEvent(new Event("change", { bubbles: true })); // as if it had been typed
      field.focus();
    });
  });
}
