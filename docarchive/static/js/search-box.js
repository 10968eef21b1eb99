// Suggestions for the search box. Nothing is asked while Telex or VNI composes; the list itself is a plain <datalist>.
import { adopt } from "./writing.js";

const PAUSE_MS = 180;

export function searchBox(root) {
  adopt(root, "[data-search-box][data-suggest]", (box) => {
    const list = document.getElementById(box.getAttribute("list"));
    let timer = 0;
    let asked = new AbortController();
    const ask = async () => {
      const words = box.value.normalize("NFC").trim();
      asked.abort();
      if (words.length < 2) { list.replaceChildren(); return; }
      asked = new AbortController();
      try {
        const address = new URL(box.dataset.suggest, location.href);
        address.searchParams.set("q", words);
        const answer = await fetch(address, { signal: asked.signal, headers: { "HX-Request": "true" } });
        if (!answer.ok) return;
        const found = new DOMParser().parseFromString(await answer.text(), "text/html").querySelectorAll("option");
        list.replaceChildren(...[...found].map((option) => document.adoptNode(option)));
      } catch { /* a newer question took over, or the line is down: typing goes on */ }
    };
    const later = (event) => {
      if (event.isComposing || event.inputType === "insertReplacementText") return;
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE_MS);
    };
    box.addEventListener("input", later);
    box.addEventListener("compositionend", later);
  });
}
