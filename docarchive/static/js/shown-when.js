// Fields that matter only for some answer stay out of the way: <div data-shown-when="access=unit named"> follows the control `access`.
import { adopt } from "./writing.js";

export function shownWhen(root) {
  adopt(root, "[data-shown-when]", (part) => {
    const [name, wanted] = part.dataset.shownWhen.split("=");
    const form = part.closest("form");
    const control = form && form.elements[name];
    if (!control) return;
    const follow = () => { part.hidden = !wanted.split(" ").includes(control.value); };
    form.addEventListener("change", follow);
    follow();
  });
}
