// File fields speak Vietnamese: the browser's own words come in the language of the browser. The field itself stays, unseen, on top.
import { adopt } from "./writing.js";

const NONE = "Chưa chọn tệp nào";

function words(files) {
  if (!files.length) return NONE;
  return files.length === 1 ? files[0].name : `Đã chọn ${files.length} tệp`;
}

export function fileNames(root) {
  adopt(root, "input[type=file]", (input) => {
    const frame = Object.assign(document.createElement("span"), { className: "file-pick" });
    const shown = Object.assign(document.createElement("span"), { className: "form-control" });
    const chosen = Object.assign(document.createElement("span"), { textContent: words(input.files) });
    shown.setAttribute("aria-hidden", "true");
    shown.append(Object.assign(document.createElement("b"), { textContent: input.multiple ? "Chọn các tệp" : "Chọn tệp" }), chosen);
    input.replaceWith(frame);
    frame.append(input, shown);
    input.addEventListener("change", () => { chosen.textContent = words(input.files); });
    if (input.form) input.form.addEventListener("reset", () => { chosen.textContent = NONE; });
  });
}
