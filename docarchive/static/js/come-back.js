// A page that could not be shown because a part was away: looked for again every ten seconds, shown once it is back.
import { adopt } from "./writing.js";

const PAUSE_MS = 10000;

export function comeBack(root) {
  adopt(root, "[data-come-back]", (note) => {
    note.hidden = false;
    const look = async () => {
      try {
        const answer = await fetch("/readyz", { cache: "no-store" });
        if ((await answer.json()).checks.database) return location.reload();
      } catch { /* the server itself is away */ }
      setTimeout(look, PAUSE_MS);
    };
    setTimeout(look, PAUSE_MS);
  });
}
