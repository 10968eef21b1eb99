// Downloads that take a while: the page says that the file is being written, and says so when it could not be.
const SAID = { 403: "Bạn không được xuất danh sách này.", 503: "Bộ máy tìm kiếm đang nghỉ, thử lại sau ít phút." };

function nameOf(answer, link) {
  const given = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") || "");
  return given ? given[1] : link.pathname.split("/").pop();
}

function save(blob, name) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

async function fetchFile(link, words) {
  const before = words.textContent;
  const live = document.querySelector("[data-live]");
  const say = (text) => { words.textContent = text; if (live) live.textContent = text; };
  link.setAttribute("aria-busy", "true");
  say("Đang soạn tệp…");
  try {
    const answer = await fetch(link.href, { redirect: "manual" });
    if (!answer.ok) throw new Error(SAID[answer.status] || "Không soạn được tệp. Tải lại trang rồi thử lại.");
    save(await answer.blob(), nameOf(answer, link));
    say("Đã tải tệp");
  } catch (problem) {
    say(problem instanceof TypeError ? "Mất kết nối, thử lại" : problem.message);
  }
  link.removeAttribute("aria-busy");
  setTimeout(() => { words.textContent = before; }, 5000);
}

export function downloads(root) {
  root.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-slow]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (link.getAttribute("aria-busy") !== "true") fetchFile(link, link.querySelector("span") || link);
  });
}
