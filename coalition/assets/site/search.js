/* The search of the site. The theme's worker does the searching, in the reader's own browser; this asks it and shows
   what it answers. The index is fetched when somebody types, and on no other page. Nothing here writes HTML: what was
   found is put in as text. */
(function () {
  "use strict";
  var script = document.currentScript;
  var say = script.dataset;
  document.querySelector(".without-script").remove();
  var input = document.getElementById("query");
  var status = document.querySelector(".found [role=status]");
  var list = document.querySelector(".found ol");
  var SETUP = 0, READY = 1, QUERY = 2, RESULT = 3;
  var GROUPS = 30, SECTIONS = 3, AROUND = 90;
  var worker, ready = false, timer;

  function start() {
    if (worker) return;
    status.textContent = say.loading;
    worker = new Worker(say.worker);
    worker.onmessage = function (event) {
      if (event.data.type === READY) { ready = true; ask(); }
      if (event.data.type === RESULT) show(event.data.data.items);
    };
    fetch(say.index).then(function (answer) {
      if (!answer.ok) throw new Error(answer.status);
      return answer.json();
    }).then(function (index) {
      index.options = { suggest: false };
      worker.postMessage({ type: SETUP, data: index });
    }).catch(function () { status.textContent = say.failed; });
  }

  function ask() {
    var words = input.value.trim();
    if (!words) { list.textContent = ""; status.textContent = say.rest; return; }
    start();
    if (ready) worker.postMessage({ type: QUERY, data: words });
  }

  /* The text of a little HTML, with what was found between marks. */
  function pieces(html) {
    var body = new DOMParser().parseFromString(html || "", "text/html").body;
    var found = [];
    (function walk(node, marked) {
      for (var child = node.firstChild; child; child = child.nextSibling) {
        if (child.nodeType === 3) found.push({ text: child.nodeValue.replace(/\s+/g, " "), marked: marked });
        else { walk(child, marked || child.nodeName === "MARK"); if (/^(P|LI|TD|TH|DIV)$/.test(child.nodeName)) found.push({ text: " ", marked: false }); }
      }
    })(body, false);
    return found;
  }

  function excerpt(html, target) {
    var all = pieces(html), length = 0, first = -1, i;
    for (i = 0; i < all.length && first < 0; i++) if (all[i].marked) first = length; else length += all[i].text.length;
    var from = Math.max(0, first - AROUND), to = Math.max(first, 0) + 2 * AROUND, at = 0;
    if (from > 0) target.append("… ");
    for (i = 0; i < all.length && at < to; i++) {
      var text = all[i].text.slice(Math.max(0, from - at), Math.max(0, to - at));
      at += all[i].text.length;
      if (!text) continue;
      if (all[i].marked) { var mark = document.createElement("mark"); mark.textContent = text; target.append(mark); }
      else target.append(text);
    }
    if (at > to) target.append(" …");
  }

  function entry(item, kind) {
    var made = document.createElement("li");
    var link = document.createElement("a");
    link.href = say.base + item.location;
    excerpt(item.title, link);
    made.append(link);
    var text = document.createElement("p");
    excerpt(item.text, text);
    if (text.textContent.trim()) made.append(text);
    made.className = kind;
    return made;
  }

  function show(groups) {
    if (!input.value.trim()) return;
    list.textContent = "";
    status.textContent = groups.length ? say.found.replace("{number}", groups.length) : say.none;
    groups.slice(0, GROUPS).forEach(function (group) {
      var page = group.filter(function (item) { return item.location.indexOf("#") < 0; })[0] || group[0];
      var made = entry(page, "page");
      var inner = document.createElement("ul");
      group.filter(function (item) { return item !== page; }).slice(0, SECTIONS).forEach(function (item) {
        inner.append(entry(item, "section"));
      });
      if (inner.firstChild) made.append(inner);
      list.append(made);
    });
  }

  input.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(ask, 150); });
  input.form.addEventListener("submit", function (event) { event.preventDefault(); ask(); });
  if (input.value) ask();
})();
