/* 朗读: reads the main text of a residents' page aloud, with a pause after each piece and a longer
   one after a heading. The buttons show themselves only where the browser has a Chinese voice. */
(() => {
  "use strict";
  const buttons = [...document.querySelectorAll("[data-read]")];
  const speech = window.speechSynthesis;
  const main = document.querySelector("main");
  if (!buttons.length || !speech || !window.SpeechSynthesisUtterance || !main) return;

  const STOP = "停止朗读";
  const PIECES = "h1, h2, h3, p, li, dt, dd, caption, tr, label, legend, .big";
  const SILENT = "nav, script, style, svg, form[role=search], .acts, .pager, .verify, .crumbs, p:has(> button), [aria-hidden=true]";
  const LONGEST = 90; /* some browsers fall silent in the middle of a longer piece */
  const PAUSE = 350, AFTER_HEADING = 700;
  const titles = new Map(buttons.map((button) => [button, button.textContent]));
  let pieces = [], timer = 0, shown = null;

  const voice = () => speech.getVoices().find((each) => /^(zh|cmn)/i.test(each.lang));
  const offer = () => {
    const can = Boolean(voice());
    buttons.forEach((button) => { button.hidden = !can; });
  };

  const text = (box) => {
    const words = box.matches("tr")
      ? [...box.cells].map((cell) => cell.innerText.trim()).filter(Boolean).join("，")
      : box.innerText;
    return words.replace(/\s+/g, " ").trim();
  };
  const outermost = (box) => !box.parentElement.closest(PIECES) && !box.querySelector("p, li, tr, h2, h3");
  const split = (words) => {
    const parts = words.match(/[^。！？；]+[。！？；]?/g) || [];
    return parts.flatMap((part) => part.length > LONGEST ? part.match(/[^，、]+[，、]?/g) || [part] : [part]);
  };
  const gather = () => [...main.querySelectorAll(PIECES)]
    .filter((box) => !box.closest(SILENT) && box.getClientRects().length && (outermost(box) || box.matches("p, li > h2, li > h3, .big")))
    .filter((box) => !box.matches("li, dd") || !box.querySelector("p, h2, h3"))
    .flatMap((box) => split(text(box)).map((words, place, all) => ({
      box, words, pause: place < all.length - 1 ? 0 : box.matches("h1, h2, h3") ? AFTER_HEADING : PAUSE,
    })));

  const mark = (box) => {
    if (shown) shown.classList.remove("is-read");
    shown = box;
    if (!box) return;
    box.classList.add("is-read");
    box.scrollIntoView({ block: "nearest" });
  };
  const stop = () => {
    clearTimeout(timer);
    pieces = [];
    speech.cancel();
    mark(null);
    buttons.forEach((button) => {
      button.textContent = titles.get(button);
      button.setAttribute("aria-pressed", "false");
    });
  };
  const next = () => {
    const piece = pieces.shift();
    if (!piece) { stop(); return; }
    mark(piece.box);
    const said = new SpeechSynthesisUtterance(piece.words);
    said.voice = voice() || null;
    said.lang = "zh-CN";
    said.rate = 0.85;
    said.addEventListener("end", () => { if (shown) timer = setTimeout(next, piece.pause); });
    said.addEventListener("error", () => { if (shown) stop(); });
    speech.speak(said);
  };
  const start = () => {
    pieces = gather();
    buttons.forEach((button) => {
      button.textContent = STOP;
      button.setAttribute("aria-pressed", "true");
    });
    speech.cancel();
    next();
  };

  buttons.forEach((button) => button.addEventListener("click", () => {
    if (button.getAttribute("aria-pressed") === "true") stop();
    else start();
  }));
  window.addEventListener("pagehide", stop);
  speech.addEventListener("voiceschanged", offer);
  offer();
})();
