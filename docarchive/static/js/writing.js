// Is the person writing? Single letters must never act inside a field, nor while Telex or VNI composes a word.
const FIELDS = "input:not([type=checkbox]):not([type=radio]):not([type=button]):not([type=submit]), textarea, select, [contenteditable=true]";

export function isWriting(event) {
  return event.isComposing || event.keyCode === 229 || Boolean(event.target.closest && event.target.closest(FIELDS));
}

export function isPlain(event) {
  return !event.ctrlKey && !event.altKey && !event.metaKey;
}

/** Run `act` for an element only once, however often the page is looked through. */
export function adopt(root, selector, act) {
  const name = `adopted:${selector}`;
  root.querySelectorAll(selector).forEach((element) => {
    if (element[name]) return;
    element[name] = true;
    act(element);
  });
}
