// Stands for a vendor's script on another host: counts page views.
(function () {
  new Image().src = "/vendor/count.gif?page=" +
      encodeURIComponent(location.pathname);
})();
