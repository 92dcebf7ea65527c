/* The portal's own script. Everything works without it: it counts ticks, keeps typed text, prints. */
(() => {
  "use strict";
  const KEY = "jiedao:";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const store = window.sessionStorage;

  /* 签到: data-count="present" shows how many boxes of that name are ticked in its form;
     data-short="present" data-need="42" says how many are still missing. */
  const count = (form) => {
    const ticked = (name) => all(`input[name="${CSS.escape(name)}"]:checked`, form).length;
    all("[data-count]", form).forEach((place) => { place.textContent = ticked(place.dataset.count); });
    all("[data-short]", form).forEach((place) => {
      const missing = Number(place.dataset.need) - ticked(place.dataset.short);
      place.textContent = missing > 0 ? `还差${missing}人` : "人数达到";
    });
  };
  all("form").filter((form) => form.querySelector("[data-count], [data-short]")).forEach((form) => {
    count(form);
    form.addEventListener("change", () => count(form));
  });
  all("[data-tick]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      const boxes = all(`input[name="${CSS.escape(button.dataset.tick)}"]`, button.form);
      boxes.forEach((box) => { box.checked = button.dataset.tickTo === "all"; });
      button.form.dispatchEvent(new Event("change"));
    });
  });

  /* 后退再提交: a form one comes back to is the same form. Its key stays with this entry of the history, so
     that what arrived already is not entered twice; opened anew by a link it is another form. */
  all('input[name="once_token"]').forEach((box, place) => {
    const known = history.state?.onceTokens ?? {};
    if (known[place]) box.value = known[place];
    box.form?.addEventListener("submit", () => {
      const onceTokens = { ...history.state?.onceTokens, [place]: box.value };
      history.replaceState({ ...history.state, onceTokens }, "");
    });
  });

  all("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });

  /* 保留填写内容: forms marked data-keep. Numbers of persons are never kept: mark them data-private. */
  const key = (form) => `${KEY}${location.pathname}#${form.dataset.keep || ""}`;
  const texts = (form) => all("textarea, input[type=text], input:not([type])", form)
    .filter((box) => box.name && !box.readOnly && !("private" in box.dataset));
  const read = (name) => JSON.parse(store.getItem(name));
  const kept = () => Object.keys(store).filter((name) => name.startsWith(KEY));
  const save = (form, sent) => {
    const typed = Object.fromEntries(texts(form).map((box) => [box.name, box.value]));
    store.setItem(key(form), JSON.stringify({ sent, typed }));
  };
  const restore = (form) => {
    const typed = read(key(form))?.typed;
    if (!typed || form.querySelector("[aria-invalid]")) return;
    const lost = texts(form).filter((box) => box.name in typed && typed[box.name] !== box.value);
    if (!lost.length) return;
    const before = new Map(lost.map((box) => [box, box.value]));
    lost.forEach((box) => { box.value = typed[box.name]; });
    const note = document.createElement("p");
    note.className = "note";
    note.setAttribute("role", "status");
    note.textContent = "上次没有提交的文字已经填回来了，请核对后再提交。";
    const undo = document.createElement("button");
    undo.type = "button";
    undo.className = "btn btn-link btn-sm";
    undo.textContent = "不要这些文字";
    undo.addEventListener("click", () => {
      before.forEach((value, box) => { box.value = value; });
      store.removeItem(key(form));
      note.remove();
    });
    note.append(undo);
    form.prepend(note);
  };

  /* Text that was sent has arrived, unless this page says that something came between. */
  const interrupted = document.querySelector("[data-interrupted]");
  kept().filter((name) => read(name).sent).forEach((name) => {
    if (interrupted) store.setItem(name, JSON.stringify({ ...read(name), sent: false }));
    else store.removeItem(name);
  });
  const dirty = new Set();
  all("form[data-keep]").forEach((form) => {
    restore(form);
    form.addEventListener("input", () => { dirty.add(form); save(form, false); });
    form.addEventListener("submit", () => { dirty.delete(form); save(form, true); });
  });
  all("form[data-sign-out]").forEach((form) => form.addEventListener("submit", () => {
    kept().forEach((name) => store.removeItem(name));
  }));
  window.addEventListener("beforeunload", (event) => { if (dirty.size) event.preventDefault(); });

  /* 闲置提醒: data-idle="30" on the body. Typing and clicking in a page is work too, and is told to the
     office now and then; who has gone away is warned five minutes before the sign-in ends. */
  const { idle, stillHere } = document.body.dataset;
  const CONTACT = "jiedao-contact"; // shared by all windows of the portal
  const MINUTE = 60_000;
  const watch = (limit) => {
    let worked = false;
    const note = document.createElement("p");
    note.className = "note note-warning idle noprint";
    note.setAttribute("role", "status");
    note.hidden = true;
    const words = document.createElement("span");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-sm btn-plain";
    button.textContent = "还在办理";
    note.append(words, button);
    document.body.append(note);
    const contact = () => {
      localStorage.setItem(CONTACT, Date.now());
      worked = false;
      note.hidden = true;
    };
    const say = (text, still) => {
      if (words.textContent !== text) words.textContent = text;
      button.hidden = !still;
      note.hidden = false;
    };
    const over = () => say("您离开的时间较长，登录已经结束。写好的内容不会丢：照常提交，重新登录后会自动填回。", false);
    const tell = async () => {
      const answer = await fetch(stillHere, { redirect: "manual" }).catch(() => null);
      if (answer?.status === 204) contact();
      else if (answer) over();
    };
    const look = () => {
      const silent = Date.now() - Number(localStorage.getItem(CONTACT));
      if (silent >= limit) over();
      else if (worked && silent >= 5 * MINUTE) tell();
      else if (silent >= limit - 5 * MINUTE) say(`您有一阵没有操作了，再过${Math.ceil((limit - silent) / MINUTE)}分钟要重新登录。写好的内容会保留。`, true);
      else note.hidden = true;
    };
    contact();
    button.addEventListener("click", tell);
    ["keydown", "pointerdown", "input"].forEach((name) => document.addEventListener(name, () => { worked = true; }, { passive: true }));
    document.addEventListener("htmx:afterRequest", contact);
    setInterval(look, MINUTE / 2);
  };
  if (Number(idle)) watch(Number(idle) * MINUTE);

  /* The summary of errors is read first; its links lead into the box itself. */
  const summary = document.querySelector(".errors");
  if (summary) summary.focus();
  all(".errors a[href^='#']").forEach((link) => link.addEventListener("click", (event) => {
    const place = document.getElementById(link.hash.slice(1));
    const box = place && (place.matches("input, select, textarea") ? place : place.querySelector("input, select, textarea"));
    if (!box) return;
    event.preventDefault();
    place.scrollIntoView({ block: "center" });
    box.focus();
  }));
})();
