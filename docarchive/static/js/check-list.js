// Check-list: Tab in an empty field accepts its offer, Alt 1…3 take an offer, F2 shows the box on the page, Ctrl Enter confirms and goes on.
// Contract: form[data-check-list]; a field may have data-offer="value", data-box="id of the SVG box" and data-box-page="its page"; offers are
// button[data-take="field id"][data-value]; submit buttons are marked [data-save] (Ctrl S) and [data-save-next] (Ctrl Enter).
import { adopt } from "./writing.js";

function take(field, value) {
  field.value = value;
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

function light(field) {
  document.querySelectorAll(".box--now").forEach((box) => box.classList.remove("box--now"));
  const box = field.dataset.box && document.getElementById(field.dataset.box);
  if (!box) return null;
  box.classList.add("box--now");
  return box;
}

/** Lights a field's box; one that stands on another page brings that page beside the form, and what is typed stays. */
async function show(field) {
  const box = light(field);
  const section = document.querySelector(".capture__page");
  if (box || !field.dataset.boxPage || !section) return box;
  const address = new URL(window.location.href);
  address.searchParams.set("trang", field.dataset.boxPage);
  address.hash = "";
  const answer = await fetch(address);
  const other = answer.ok && new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".capture__page");
  if (!other || document.activeElement !== field) return null;
  section.replaceWith(document.importNode(other, true));
  const found = light(field);
  if (found && window.matchMedia("(min-width: 48rem)").matches) found.scrollIntoView({ block: "nearest" });
  return found;
}

/** The fields one types in, without those folded away. */
function fieldsOf(form) {
  return [...form.querySelectorAll("input:not([type=hidden]):not([type=checkbox]), select, textarea")].filter((each) => each.checkVisibility());
}

function nextField(form, field) {
  const fields = fieldsOf(form);
  return fields[fields.indexOf(field) + 1];
}

// The keys work at once: the first field to look at has the focus, except on a phone, where the keyboard would cover the page.
function begin(form) {
  if (document.activeElement !== document.body || !window.matchMedia("(min-width: 48rem)").matches) return;
  const fields = fieldsOf(form);
  const first = fields.find((field) => field.matches(".is-invalid, .is-doubtful") || (field.dataset.offer && !field.value)) || fields[0];
  if (first) first.focus({ preventScroll: true });
}

export function checkList(root) {
  adopt(root, "form[data-check-list]", (form) => {
    begin(form);
    form.addEventListener("focusin", (event) => show(event.target));
    form.addEventListener("click", (event) => {
      const number = event.target.closest("a.box-number");
      const numbered = number && form.querySelector(`[data-box="${number.hash.slice(1)}"]`);
      if (numbered) { event.preventDefault(); numbered.focus(); return; }
      const offer = event.target.closest("button[data-take]");
      if (!offer) return;
      event.preventDefault();
      const field = document.getElementById(offer.dataset.take);
      take(field, offer.dataset.value);
      field.focus();
    });
    form.addEventListener("keydown", (event) => {
      const field = event.target;
      if (event.isComposing) return;
      if (event.key === "Tab" && !event.shiftKey && field.dataset.offer && field.value === "") take(field, field.dataset.offer);
      if (event.altKey && "123".includes(event.key)) {
        const offer = form.querySelectorAll(`button[data-take="${field.id}"]`)[Number(event.key) - 1];
        if (offer) { event.preventDefault(); take(field, offer.dataset.value); }
      }
      if (event.key === "F2") {
        event.preventDefault();
        show(field).then((box) => box && box.scrollIntoView({ block: "center" }));
      }
      if (event.key === "Enter" && field.matches("input") && !event.ctrlKey) {
        const next = nextField(form, field);
        if (next) { event.preventDefault(); next.focus(); }
      }
      const wanted = event.ctrlKey && event.key === "Enter" ? "[data-save-next]" : event.ctrlKey && event.key === "s" ? "[data-save]" : "";
      const button = wanted && form.querySelector(wanted);
      if (button) { event.preventDefault(); button.click(); }
    });
  });
}
