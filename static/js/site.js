// Small comforts on every page; without this file everything still works.
(() => {
  "use strict";

  // An error summary, when there is one, is what the reader must see first.
  document.getElementById("error-summary")?.focus();

  // Open menus close on Escape and on a click elsewhere.
  const openMenus = () => document.querySelectorAll("details.account-menu[open]");
  document.addEventListener("click", (event) => {
    openMenus().forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    openMenus().forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
  });

  // Where tabs or the menu are wider than the screen, the present one is in view.
  document.querySelectorAll(".tabs, .site-nav").forEach((bar) => {
    const here = bar.querySelector("[aria-current]");
    if (here) bar.scrollLeft = here.offsetLeft - (bar.clientWidth - here.offsetWidth) / 2;
  });

  // On a phone the filters start folded, so that results come first.
  if (window.matchMedia("(max-width: 899px)").matches) {
    document.querySelectorAll("details[data-fold='phone']").forEach((fold) => { fold.open = false; });
  }

  // Where a pointer ticks a filter on a wide screen, the results follow without the button.
  document.querySelectorAll("form[data-autosubmit]").forEach((form) => {
    form.classList.add("autosubmits");
    form.addEventListener("change", () => {
      if (window.matchMedia("(min-width: 900px)").matches) form.requestSubmit();
    });
  });

  // A form is sent once, however often its button is pressed.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    window.setTimeout(() => { delete form.dataset.sent; }, 5000);
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => { delete form.dataset.sent; });
  });

  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
})();
