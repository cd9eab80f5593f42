// Suggestions while one types in a search field: names that begin so, as links. Without it the form works as ever.
"use strict";
(() => {
  const PAUSE = 160;
  const MOST = 8;
  for (const form of document.querySelectorAll("form.find")) {
    const field = form.querySelector("input[type=search]");
    if (field) {
      suggest(form, field);
    }
  }

  function suggest(form, field) {
    const list = document.createElement("ul");
    list.className = "suggestions";
    list.id = "suggestions-" + Math.random().toString(36).slice(2);
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", field.getAttribute("aria-label"));
    form.append(list);
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-controls", list.id);
    field.setAttribute("aria-expanded", "false");
    field.setAttribute("aria-autocomplete", "list");
    let timer = 0;
    let asked = null;
    let at = -1;

    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE);
    });
    field.addEventListener("keydown", (event) => {
      if (list.hidden) {
        return;
      }
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        // -1 is the field itself: from the last suggestion one comes back to it.
        const places = list.children.length + 1;
        const step = event.key === "ArrowDown" ? 1 : places - 1;
        choose((at + 1 + step) % places - 1);
        event.preventDefault();
      } else if (event.key === "Enter" && at >= 0) {
        location.href = list.children[at].dataset.href;
        event.preventDefault();
      } else if (event.key === "Escape") {
        close();
      }
    });
    field.addEventListener("blur", () => setTimeout(close, 150));

    async function ask() {
      const words = field.value.trim();
      asked?.abort();
      if (words.length < 2) {
        close();
        return;
      }
      asked = new AbortController();
      try {
        const address = form.action + "?limit=" + MOST + "&q=" + encodeURIComponent(words);
        const answer = await fetch(address, { headers: { Accept: "application/json" }, signal: asked.signal });
        if (answer.ok) {
          show(await answer.json());
        } else {
          close();
        }
      } catch {
        // Broken off by the next letter, or no connection: the form still works.
      }
    }

    function show(answer) {
      const home = form.action.replace(/\/search$/, "");
      list.replaceChildren(...answer.results.map((hit, i) => {
        const item = document.createElement("li");
        item.id = list.id + "-" + i;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        item.dataset.href = home + hit.page.slice(hit.page.indexOf("/page/"));
        const name = document.createElement("span");
        name.dir = "auto";
        if (hit.label.language) {
          name.lang = hit.label.language;
        }
        mark(name, hit.label);
        item.append(name);
        if (hit.symbol && !hit.label.text.includes(hit.symbol)) {
          const symbol = document.createElement("small");
          symbol.textContent = hit.symbol;
          item.append(" ", symbol);
        }
        item.addEventListener("mousedown", () => { location.href = item.dataset.href; });
        return item;
      }));
      at = -1;
      list.hidden = answer.results.length === 0 || document.activeElement !== field;
      field.setAttribute("aria-expanded", String(!list.hidden));
    }

    // Ranges count code points, strings of a browser UTF-16.
    function mark(element, words) {
      const letters = [...words.text];
      let from = 0;
      for (const [start, end] of words.ranges) {
        element.append(letters.slice(from, start).join(""));
        const marked = document.createElement("mark");
        marked.textContent = letters.slice(start, end).join("");
        element.append(marked);
        from = end;
      }
      element.append(letters.slice(from).join(""));
    }

    function choose(next) {
      at = next;
      [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === at)));
      if (at >= 0) {
        field.setAttribute("aria-activedescendant", list.children[at].id);
      } else {
        field.removeAttribute("aria-activedescendant");
      }
    }

    function close() {
      list.hidden = true;
      at = -1;
      field.setAttribute("aria-expanded", "false");
      field.removeAttribute("aria-activedescendant");
    }
  }
})();
