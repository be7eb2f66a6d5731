// What a screen of the reel shows where no film covers it: the poster, or that the episode is in the making.
import { say } from "air/episodes";

function element(tag, properties) {
  return Object.assign(document.createElement(tag), properties);
}

// Draw the still of a number; `episode` is undefined while it is being made; `bare` leaves the pictures out.
export function drawStill(slide, { episode, title, number, words, bare = false }) {
  const state = `${episode ? "ready" : "making"}${bare ? " bare" : ""}`;
  if (slide.dataset.state === state) return;
  slide.dataset.state = state;
  const poster = bare ? "" : episode?.poster || title.poster;
  const kinds = episode ? ["wash", "still"] : ["wash"];
  // Lazy before the address: else the browser has begun to load it.
  const pictures = kinds.map((className) => element("img", { className, alt: "", decoding: "async", loading: "lazy", src: poster }));
  slide.replaceChildren(...(poster ? pictures : []));
  if (!episode) slide.append(makingNote(number, words));
}

function makingNote(number, words) {
  const note = element("div", { className: "note" });
  note.append(
    element("i"),
    element("b", { textContent: say(words.making, { n: number }) }),
    element("span", { textContent: words.making_hint }),
  );
  if (words.making_way) note.append(element("a", { className: "button", href: words.making_way.page, textContent: words.making_way.name }));
  return note;
}
