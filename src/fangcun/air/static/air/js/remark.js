// One comment as it is drawn, with its replies; and one line of danmaku in the list that stands beside the film.
const HEART = "M2 9.5a5.5 5.5 0 0 1 9.591-3.676.56.56 0 0 0 .818 0A5.49 5.49 0 0 1 22 9.5c0 2.29-1.5 4-3 5.5l-5.492 5.313a2 2 0 0 1-3 .019L5 15c-1.5-1.5-3-3.2-3-5.5";
const LONG = 140;

function make(tag, className = "", text = "") {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}

function button(what, label, className = "plain") {
  const made = make("button", className, label);
  made.type = "button";
  made.dataset.do = what;
  return made;
}

function heart() {
  const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const [name, value] of Object.entries({ class: "icon", width: 16, height: 16, viewBox: "0 0 24 24", fill: "none", stroke: "currentColor", "stroke-width": 2, "aria-hidden": "true" })) drawing.setAttribute(name, value);
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", HEART);
  drawing.append(path);
  return drawing;
}

// 3 分钟前, 昨天, or the day.
export function ago(moment, now = Date.now()) {
  const { lang } = document.documentElement;
  const seconds = Math.max(0, (now - Date.parse(moment)) / 1000);
  const relative = new Intl.RelativeTimeFormat(lang, { numeric: "auto" });
  if (seconds < 60) return relative.format(0, "second");
  if (seconds < 3_600) return relative.format(-Math.floor(seconds / 60), "minute");
  if (seconds < 86_400) return relative.format(-Math.floor(seconds / 3_600), "hour");
  if (seconds < 604_800) return relative.format(-Math.floor(seconds / 86_400), "day");
  return new Intl.DateTimeFormat(lang, { month: "numeric", day: "numeric" }).format(new Date(moment));
}

function disc(one) {
  const made = make("span", "disc", [...one.byline][0]);
  made.style.setProperty("--hue", one.hue);
  made.setAttribute("aria-hidden", "true");
  return made;
}

function head(one, words) {
  const line = make("p", "who");
  line.append(make("b", "", one.byline));
  if (one.maker) line.append(make("em", "", words.maker));
  if (one.pinned) line.append(make("em", "pin", words.pinned));
  if (one.state === "waiting") line.append(make("em", "wait", words.in_review));
  return line;
}

function body(one, item, words) {
  const text = make("p", "text");
  if (one.state === "gone") {
    text.classList.add("gone");
    text.textContent = words.gone;
    return [text];
  }
  if (one.answers) text.append(make("span", "answers", `@${one.answers} `));
  text.append(one.text);
  if (one.spoiler) {
    item.classList.add("folded");
    return [button("reveal", words.spoiler, "spoiler"), text];
  }
  if (one.text.length > LONG) {
    item.classList.add("folded", "long");
    return [text, button("reveal", words.unfold_text, "plain more")];
  }
  return [text];
}

function foot(one, { words, mayPin }, isReply) {
  const line = make("p", "do");
  line.append(make("time", "", ago(one.at)));
  if (one.state === "gone") return line;
  if (one.state === "shown") line.append(button("reply", words.reply));
  if (one.mine) line.append(button("remove", words.remove));
  else line.append(button("report", words.report));
  if (mayPin && !isReply && one.state === "shown") line.append(button("pin", one.pinned ? words.unpin : words.pin));
  if (one.state === "shown") {
    const like = button("like", "", "plain like");
    like.setAttribute("aria-pressed", String(one.liked));
    like.setAttribute("aria-label", words.like);
    like.append(heart(), make("span", "", one.likes ? String(one.likes) : ""));
    line.append(like);
  }
  return line;
}

// A comment as a list item; it carries its data as `one`. Replies stand in the `thread` of the comment they are under.
export function draw(one, sheet, { thread = null } = {}) {
  const item = make("li", "remark");
  item.one = one;
  item.dataset.id = one.id;
  item.dataset.kind = "comment";
  if (thread === null) item.dataset.thread = one.id;
  const words = make("div", "words");
  words.append(head(one, sheet.words), ...body(one, item, sheet.words), foot(one, sheet, thread !== null));
  item.append(disc(one), words);
  if (thread === null) {
    const replies = make("ol", "replies");
    for (const reply of one.first) replies.append(draw(reply, sheet, { thread: one.id }));
    const hidden = one.replies - one.first.length;
    if (hidden > 0) replies.append(button("unfold", sheet.words.unfold.replace("{n}", hidden), "plain unfold"));
    item.append(replies);
  }
  return item;
}

// A line of danmaku in the list.
export function drawLine(line, words) {
  const item = make("li", "spoken");
  item.one = line;
  item.dataset.id = line.id;
  item.dataset.kind = "danmaku";
  const seconds = Math.floor(line.at_ms / 1000);
  item.append(make("time", "", `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`));
  const text = make("span", "text", line.text);
  if (line.maker) text.prepend(make("em", "", words.maker), " ");
  if (line.times > 1) text.append(make("b", "", ` ×${line.times}`));
  item.append(text, button("report", words.report));
  return item;
}
