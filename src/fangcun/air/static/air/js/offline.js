// The page for when there is no line: it tries again by hand, and by itself when the line is back.
const again = () => location.reload();
document.querySelector(".retry").addEventListener("click", again);
window.addEventListener("online", again);

// What was being watched on this device; nobody else's.
function last() {
  try {
    return JSON.parse(localStorage.getItem("fangcun.last"));
  } catch {
    return null;
  }
}

const watched = last();
if (watched?.page?.startsWith("/")) {
  const card = document.querySelector(".last");
  card.href = watched.page;
  card.querySelector("b").textContent = watched.name;
  card.querySelector("small").textContent = watched.line;
  card.hidden = false;
}
