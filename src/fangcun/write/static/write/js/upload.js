// Uploads: choosing or dropping files sends them at once; the bar shows how far, the button stops.
const form = document.querySelector("#upload");
if (form) {
  const input = form.querySelector("input[type=file]");
  const progress = form.querySelector(".progress");
  const bar = progress.querySelector("i");
  const words = progress.querySelector("[role=status]");
  const english = document.documentElement.lang === "en";
  const say = (zh, en) => (words.textContent = english ? en : zh);

  input.addEventListener("change", () => input.files.length && form.requestSubmit());
  form.addEventListener("htmx:beforeRequest", () => {
    form.querySelector("#arrived").textContent = "";
    progress.hidden = false;
    bar.style.width = "0%";
  });
  form.addEventListener("htmx:xhr:progress", ({ detail }) => {
    if (!detail.lengthComputable || !detail.total) return;
    const share = Math.round((100 * detail.loaded) / detail.total);
    bar.style.width = `${share}%`;
    if (share < 100) say(`已传 ${share}%`, `${share}% sent`);
    else say("传完了，正在读稿", "Sent. Reading the script");
  });
  form.addEventListener("htmx:afterRequest", ({ detail }) => {
    progress.hidden = !detail.successful || !detail.xhr.getResponseHeader("HX-Redirect");
    if (!detail.xhr.status) form.querySelector("#arrived").textContent = english ? "The upload stopped. Choose the file again." : "上传中断了，请重新选文件。";
    input.value = "";
  });
  progress.querySelector("[data-stop]").addEventListener("click", () => htmx.trigger(form, "htmx:abort"));

  // The whole page is the place to drop on: nobody should have to aim.
  let depth = 0;
  const hasFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  document.addEventListener("dragenter", (event) => {
    if (!hasFiles(event)) return;
    depth += 1;
    form.classList.add("over");
  });
  document.addEventListener("dragleave", () => {
    depth = Math.max(0, depth - 1);
    if (!depth) form.classList.remove("over");
  });
  document.addEventListener("dragover", (event) => hasFiles(event) && event.preventDefault());
  document.addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    depth = 0;
    form.classList.remove("over");
    const chosen = new DataTransfer();
    for (const file of [...event.dataTransfer.files].slice(0, input.multiple ? 50 : 1)) chosen.items.add(file);
    input.files = chosen.files;
    form.requestSubmit();
  });
}
