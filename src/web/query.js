// Makes the field for queries an editor, where the browser and the build allow it. The form stays the form:
// the editor writes its text into the field before it is sent, and answers are pages of the server.
"use strict";
(() => {
  const form = document.querySelector("form.query");
  const field = form && form.querySelector("textarea");
  if (!field || typeof Yasqe === "undefined") return;

  // Names of terms and prefixes come from this server, and only when somebody begins to write.
  let terms;
  const load = () => {
    terms ??= fetch(form.dataset.terms)
      .then((answer) => (answer.ok ? answer.json() : { terms: [], prefixes: {} }))
      .catch(() => ({ terms: [], prefixes: {} }));
    return terms;
  };

  const fits = (all, written) => {
    const wanted = written.toLowerCase();
    const begins = [], holds = [];
    for (const term of all) {
      if (term.name.toLowerCase().startsWith(wanted)) begins.push(term);
      else if (wanted.length > 2 && (term.name.toLowerCase().includes(wanted) || term.label.toLowerCase().includes(wanted))) holds.push(term);
    }
    return begins.concat(holds).slice(0, 60);
  };

  let known = new Map();
  Yasqe.registerAutocompleter({
    name: "wsis-terms",
    bulk: false,
    autoShow: true,
    isValidCompletionPosition: (editor) => {
      const token = editor.getCompleteToken();
      return token.type !== "comment" && token.type !== "string" && /^[A-Za-z][\w-]*:?[\w-]*$/.test(token.string.trim());
    },
    preProcessToken: (editor, token) => ({ ...token, autocompletionString: token.string.trim() }),
    get: async (editor, token) => {
      const { terms: all, prefixes } = await load();
      if (!token) return [];
      known = new Map(all.map((term) => [term.name, term]));
      const written = token.autocompletionString || "";
      const names = fits(all, written).map((term) => term.name);
      const starts = Object.keys(prefixes).map((prefix) => prefix + ":");
      return starts.filter((start) => start.startsWith(written) && start !== written).concat(names);
    },
    postprocessHints: (editor, hints) => hints.map((hint) => {
      const term = known.get(hint.text);
      return term ? { ...hint, displayText: term.name + "  " + term.label } : hint;
    }),
  });

  const host = document.createElement("div");
  host.className = "editor";
  field.before(host);
  const editor = new Yasqe(host, {
    value: "",
    persistenceId: null,
    createShareableLink: null,
    showQueryButton: false,
    resizeable: false,
    editorHeight: "auto",
    lineWrapping: true,
    autocompleters: ["wsis-terms", "variables"],
    queryingDisabled: "The button below sends the query.",
    consumeShareLink: null,
  });
  field.hidden = true;

  // The server declares these prefixes, so the editor takes them for declared.
  const mode = editor.getMode();
  const start = mode.startState;
  const declared = Object.fromEntries(form.dataset.prefixes.split(" ").map((prefix) => [prefix, ""]));
  mode.startState = () => { const state = start.call(mode); return { ...state, prefixes: { ...declared, ...state.prefixes } }; };

  // The editor's own sign of a fault comes with inline styles, which the pages do not allow.
  editor.checkSyntax = () => {
    editor.clearGutter("gutterErrorBar");
    editor.queryValid = true;
    for (let line = 0; line < editor.lineCount() && editor.queryValid; line++) {
      const { state } = editor.getTokenAt({ line, ch: editor.getLine(line).length }, true);
      if (state.OK !== false) continue;
      const sign = document.createElement("span");
      sign.className = "fault-sign";
      sign.textContent = "!";
      sign.title = state.errorMsg || (state.possibleCurrent || []).slice(0, 12).join(" ");
      editor.setGutterMarker(line, "gutterErrorBar", sign);
      editor.queryValid = false;
    }
  };
  editor.setValue(field.value.replace(/\n$/, ""));
  editor.clearHistory();

  editor.setOption("screenReaderLabel", form.querySelector("label[for=query]").textContent);
  editor.on("focus", load);

  // Tab leaves the field, as everywhere else in a page.
  const send = () => form.requestSubmit();
  editor.setOption("extraKeys", {
    ...editor.getOption("extraKeys"),
    Tab: false,
    "Shift-Tab": false,
    "Ctrl-Enter": send,
    "Cmd-Enter": send,
  });
  form.addEventListener("submit", () => { field.value = editor.getValue(); });

  const line = Number(form.dataset.line);
  if (line > 0) {
    editor.addLineClass(line - 1, "background", "fault-line");
    editor.scrollIntoView({ line: line - 1, ch: 0 });
  }
  form.dataset.ready = "yes";
})();
