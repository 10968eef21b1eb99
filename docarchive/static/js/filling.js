// Fields the server fills, <div data-fills hx-post=…>: what a person chose while the answer was on its way is never overwritten.
import { adopt } from "./writing.js";

export function filling(root) {
  adopt(root, "[data-fills]", (part) => {
    let touched = false;
    ["input", "change"].forEach((kind) => part.addEventListener(kind, () => (touched = true)));
    part.addEventListener("htmx:before:request", () => (touched = false));
    part.addEventListener("htmx:before:swap", (event) => {
      if (touched) event.preventDefault();
    });
  });
}
