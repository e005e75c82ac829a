// The moving figure's parts come only where one is shown: on this page, or on one that is swapped in.
const load = () => document.querySelector("unpinch-figure") && import("./figure/element.js");
load();
document.addEventListener("htmx:after:swap", load);
