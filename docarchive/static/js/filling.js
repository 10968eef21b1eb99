// Fields the server fills, <div data-fills hx-post=…>: what a person chose is never overwritten, whether he chose it while the answer
// was on its way or before the sentence was changed. What he chose is sent along as "by-hand", beside the part, which is replaced.
import { adopt } from "./writing.js";

export function filling(root) {
  adopt(root, "[data-fills]", (part) => {
    let touched = false;
    ["input", "change"].forEach((kind) =>
      part.addEventListener(kind, (event) => {
        touched = true;
        keep(part.closest("form"), event.target.name);
      }),
    );
    part.addEventListener("htmx:before:request", () => (touched = false));
    part.addEventListener("htmx:before:swap", (event) => {
      if (touched) event.preventDefault();
    });
  });
}

function keep(form, name) {
  if (!form || !name || form.querySelector(`input[name="by-hand"][value="${CSS.escape(name)}"]`)) return;
  const kept = document.createElement("input");
  Object.assign(kept, { type: "hidden", name: "by-hand", value: name });
  form.append(kept);
}
