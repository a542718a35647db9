// Loads the waiting page anew once the provider's word has arrived.
(() => {
  const box = document.querySelector("[data-payment-state]");
  if (!box) return;
  let wait = 1500;
  const ask = async () => {
    try {
      const answer = await fetch(box.dataset.paymentState, { headers: { Accept: "application/json" } });
      if (answer.ok && !(await answer.json()).waiting) {
        window.location.reload();
        return;
      }
    } catch {
      // The network is away for a moment: asked again below.
    }
    wait = Math.min(wait * 1.3, 15000);
    window.setTimeout(ask, wait);
  };
  window.setTimeout(ask, wait);
})();
