// Takes are written down where there is no line: kept on the phone, sent when there is one, each only once (by its key).

const form = document.querySelector("#take");
const waiting = document.querySelector("#waiting");
const STORE = "fangcun-takes";

const read = () => JSON.parse(localStorage.getItem(STORE) || "[]");

function write(list) {
  localStorage.setItem(STORE, JSON.stringify(list));
  if (waiting) waiting.textContent = list.length ? `${list.length} ${waiting.dataset.one}` : "";
}

async function send() {
  let list = read();
  while (list.length) {
    const [first] = list;
    let answer;
    try {
      answer = await fetch(first.to, {
        method: "POST",
        body: new URLSearchParams(first.fields),
        headers: { Accept: "application/json", "X-CSRFToken": first.fields.csrfmiddlewaretoken },
      });
    } catch {
      return; // no line: later
    }
    if (answer.status >= 500) return;
    list = read().filter((take) => take.fields.key !== first.fields.key);
    write(list);
  }
}

function next(verdict) {
  const { shot, take } = form.elements;
  if (verdict === "good" && /^\d+$/.test(shot.value)) {
    shot.value = Number(shot.value) + 1;
    take.value = 1;
  } else {
    take.value = Number(take.value) + 1;
  }
  form.elements.remark.value = "";
}

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  const verdict = event.submitter.value;
  form.elements.key.value = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
  const fields = Object.fromEntries(new FormData(form));
  fields.verdict = verdict;
  write([...read(), { to: form.action, fields }]);
  const line = document.createElement("li");
  line.className = verdict;
  line.textContent = `${fields.shot}-${fields.take} ${event.submitter.textContent.trim()} ${fields.remark}`;
  document.querySelector("#takes").prepend(line);
  next(verdict);
  send();
});

addEventListener("online", send);
setInterval(send, 15000);
write(read());
send();
