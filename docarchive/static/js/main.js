// Every page works without these; each module adds one convenience to the elements it finds.
import { menus } from "./menus.js";
import { keys } from "./keys.js";
import { searchBox } from "./search-box.js";
import { rows } from "./rows.js";
import { hits } from "./hits.js";
import { upload } from "./upload.js";
import { checkList } from "./check-list.js";
import { comeBack } from "./come-back.js";
import { copying } from "./copy.js";
import { fileNames } from "./file-names.js";
import { downloads } from "./downloads.js";
import { filling } from "./filling.js";
import { facets } from "./facets.js";
import { printing } from "./print.js";
import { quoting } from "./quoting.js";
import { shownWhen } from "./shown-when.js";
import { phrases } from "./phrases.js";
import { tabs } from "./tabs.js";
import { theme } from "./theme.js";

const once = [menus, keys, rows, hits, theme, facets, tabs, downloads]; // listen on the document: set up a single time
const parts = [searchBox, fileNames, upload, checkList, comeBack, copying, shownWhen, phrases, filling, printing, quoting]; // belong to elements: again after each swap

once.forEach((start) => start(document));
parts.forEach((start) => start(document));
document.addEventListener("htmx:after:swap", () => parts.forEach((start) => start(document)));
