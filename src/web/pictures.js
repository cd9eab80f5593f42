// Shows in a network which links belong to the thing that is pointed at or has the focus. The picture is whole without.
"use strict";
for (const picture of document.querySelectorAll("svg.network")) {
  const edges = [...picture.querySelectorAll(".edge")];
  const things = [...picture.querySelectorAll("a[data-n]")];
  const light = (n) => {
    const near = new Set([n]);
    for (const edge of edges) {
      const on = edge.dataset.a === n || edge.dataset.b === n;
      edge.classList.toggle("on", on);
      if (on) near.add(edge.dataset.a).add(edge.dataset.b);
    }
    for (const thing of things) thing.classList.toggle("on", near.has(thing.dataset.n));
    picture.classList.toggle("lit", near.size > 1);
  };
  const dark = () => picture.classList.remove("lit");
  for (const thing of things) {
    thing.addEventListener("pointerenter", () => light(thing.dataset.n));
    thing.addEventListener("pointerleave", dark);
    thing.addEventListener("focus", () => light(thing.dataset.n));
    thing.addEventListener("blur", dark);
  }
}
