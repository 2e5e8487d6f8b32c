// Classic script in the head: tells the stylesheets, before anything is drawn, that scripts (and modules) work.
if ("noModule" in HTMLScriptElement.prototype) {
  document.documentElement.classList.add("js");
}
