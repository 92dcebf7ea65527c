/* 电子屏: turns over by itself, fetches what is new every minute, and keeps on with the last notices
   when the network is down: it says until when they are known, and counts the days left itself. */
(() => {
  "use strict";
  const main = document.querySelector("[data-screen]");
  if (!main) return;
  const HOUR = 3600e3, DAY = 24 * HOUR, BEIJING = 8 * HOUR;
  const EVERY = 60e3;
  const WEEK = "日一二三四五六";
  const find = (selector) => document.querySelector(selector);
  const two = (number) => String(number).padStart(2, "0");
  const office = (moment) => new Date(moment + BEIJING); /* its UTC fields are Beijing's */
  const words = (moment) => {
    const day = office(moment);
    return `${day.getUTCMonth() + 1}月${day.getUTCDate()}日 ${two(day.getUTCHours())}:${two(day.getUTCMinutes())}`;
  };
  let asOf = Date.parse(main.dataset.asOf) || Date.now();
  let place = Math.max(0, [...main.querySelectorAll(".slide[data-until]")].findIndex((slide) => !slide.hidden));

  /* Days left are counted here too, so that a screen without a network does not stand still. */
  const left = (slide) => {
    const today = Math.floor((Date.now() + BEIJING) / DAY);
    return Math.floor(Date.parse(slide.dataset.until) / DAY) - today;
  };
  const running = () => [...main.querySelectorAll(".slide[data-until]")].filter((slide) => left(slide) >= 0);
  const show = () => {
    const slides = running();
    const nothing = main.querySelector("[data-nothing]");
    place = slides.length ? place % slides.length : 0;
    main.querySelectorAll(".slide").forEach((slide) => { slide.hidden = slide !== (slides[place] || nothing); });
    const shown = slides[place];
    if (shown) shown.querySelector("[data-left]").textContent = left(shown) ? `还剩${left(shown)}天` : "今天截止";
    const count = find("[data-count]");
    if (count) count.textContent = slides.length ? `${place + 1} / ${slides.length}` : "";
  };
  const tick = () => {
    const now = office(Date.now());
    find("[data-clock]").textContent = `${words(Date.now()).replace(" ", ` 星期${WEEK[now.getUTCDay()]} `)}`;
  };

  const offline = () => {
    const note = find("[data-offline]");
    note.textContent = `网络中断，内容截至 ${words(asOf)}`;
    note.hidden = false;
  };
  const renew = async () => {
    try {
      const answer = await fetch(location.pathname, { cache: "no-cache", credentials: "omit" });
      if (!answer.ok) throw new Error(String(answer.status));
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      const next = fresh.querySelector("[data-screen]");
      if (!next) throw new Error("no screen");
      main.replaceChildren(...next.childNodes);
      ["header h1", "footer p:first-child"].forEach((part) => {
        find(`body > ${part}`).replaceChildren(...fresh.querySelector(`body > ${part}`).childNodes);
      });
      asOf = Date.now();
      find("[data-offline]").hidden = true;
    } catch {
      offline();
    }
    show();
  };

  if ("serviceWorker" in navigator) navigator.serviceWorker.register(main.dataset.worker).catch(() => {});
  tick();
  show();
  if (!navigator.onLine) offline();
  setInterval(tick, 5e3);
  setInterval(() => { place += 1; show(); }, Number(main.dataset.seconds) * 1000);
  setInterval(renew, EVERY);
  window.addEventListener("online", renew);
  window.addEventListener("offline", offline);
})();
