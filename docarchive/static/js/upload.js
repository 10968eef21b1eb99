// Import by drag and drop: files or a whole folder go up one after another, each with its own bar; the server answers where to go on.
// Contract: <form data-upload action> with a file input and [data-drop]; every file is posted to the form's action with all its fields and
// the header "X-Upload: file"; the answer is JSON {"state": "waiting|duplicate|refused", "text": "…", "next": "/…"}.
import { adopt } from "./writing.js";

const FAILURES = { 0: "Mất kết nối, chưa nhận được", 200: "Phiên đăng nhập đã hết, chưa nhận được", 413: "Tệp quá lớn", 400: "Trang mở quá lâu: tải lại trang rồi gửi lại" };

async function walk(entry, into) {
  if (entry.isFile) {
    const file = await new Promise((done, failed) => entry.file(done, failed));
    file.placed = entry.fullPath.replace(/^\//, ""); // a dropped folder keeps its inner order
    into.push(file);
    return;
  }
  const reader = entry.createReader();
  for (;;) {
    const some = await new Promise((done, failed) => reader.readEntries(done, failed));
    if (!some.length) return;
    for (const each of some) await walk(each, into);
  }
}

async function dropped(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry()).filter(Boolean);
  if (!entries.length) return [...transfer.files];
  const files = [];
  for (const entry of entries) await walk(entry, files);
  return files;
}

function line(list, name) {
  const item = document.createElement("li");
  const bar = Object.assign(document.createElement("progress"), { max: 100, value: 0 });
  const words = document.createElement("span");
  bar.setAttribute("aria-label", name);
  words.textContent = "Đang chờ";
  item.append(Object.assign(document.createElement("span"), { textContent: name }), bar, words);
  list.append(item);
  return { bar, words };
}

function send(form, field, file, shown, count) {
  return new Promise((done) => {
    const request = new XMLHttpRequest();
    const body = new FormData(form);
    body.delete(field);
    body.append(field, file, file.webkitRelativePath || file.placed || file.name);
    body.append("count", count);
    request.open("POST", form.action);
    request.setRequestHeader("X-Upload", "file");
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) shown.bar.value = (100 * event.loaded) / event.total;
      shown.words.textContent = "Đang gửi";
    });
    request.addEventListener("loadend", () => {
      let answer = {};
      try { answer = JSON.parse(request.responseText); } catch { /* an error page: its status says enough */ }
      shown.bar.value = 100;
      // Anything but the server's own answer, such as the page of signing in, means that the file did not arrive.
      answer.arrived = Boolean(answer.state) && request.status < 300;
      shown.words.textContent = answer.text || FAILURES[request.status] || `Chưa nhận được (lỗi ${request.status})`;
      done(answer);
    });
    request.send(body);
  });
}

export function upload(root) {
  adopt(root, "form[data-upload]", (form) => {
    const input = form.querySelector("input[type=file]");
    const drop = form.querySelector("[data-drop]") || form;
    const list = form.querySelector("[data-uploads]");
    const after = form.querySelector("[data-upload-next]");
    const again = form.querySelector("[data-upload-again]");
    let failed = [];
    let busy = false;
    window.addEventListener("beforeunload", (event) => { if (busy) event.preventDefault(); });
    const start = async (files) => {
      let next = "";
      busy = true;
      failed = [];
      if (again) again.hidden = true;
      const waiting = files.map((file) => ({ file, shown: line(list, file.webkitRelativePath || file.placed || file.name) }));
      for (const { file, shown } of waiting) {
        const answer = await send(form, input.name, file, shown, files.length);
        if (!answer.arrived) failed.push(file);
        if (answer.batch && form.elements.batch) form.elements.batch.value = answer.batch;
        next = answer.next || next;
      }
      busy = false;
      input.value = "";
      input.dispatchEvent(new Event("change"));
      if (again && failed.length) { again.hidden = false; again.querySelector("span").textContent = `Gửi lại ${failed.length} tệp chưa nhận được`; }
      if (after && next) { after.href = next; after.hidden = false; after.focus(); }
    };
    ["dragenter", "dragover"].forEach((name) => drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("is-over"); }));
    ["dragleave", "drop"].forEach((name) => drop.addEventListener(name, () => drop.classList.remove("is-over")));
    drop.addEventListener("drop", async (event) => { event.preventDefault(); start(await dropped(event.dataTransfer)); });
    if (again) again.addEventListener("click", () => start(failed));
    form.addEventListener("submit", (event) => {
      if (!list || !input.files.length) return;
      event.preventDefault();
      start([...input.files]);
    });
    form.querySelectorAll("[data-choose-folder]").forEach((button) => {
      button.hidden = !("webkitdirectory" in input);
      button.addEventListener("click", () => {
        input.webkitdirectory = true;
        input.addEventListener("change", () => { input.webkitdirectory = false; }, { once: true });
        input.click();
      });
    });
  });
}
