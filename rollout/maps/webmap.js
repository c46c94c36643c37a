(function (map, words) {
  "use strict";
  var legends = Array.from(document.querySelectorAll("[data-legend]"));
  function showLegend(name) {
    legends.forEach(function (box) { box.hidden = box.dataset.legend !== name; });
  }
  if (legends.length) { showLegend(legends[0].dataset.legend); }
  map.on("baselayerchange", function (event) {
    var plain = document.createElement("span");
    plain.innerHTML = event.name;
    showLegend(plain.textContent.trim());
  });
  map.on("popupopen", function (event) {
    var close = event.popup.getElement().querySelector(".leaflet-popup-close-button");
    if (close) { close.setAttribute("aria-label", words.close); close.title = words.close; }
  });
  [[".leaflet-control-zoom-in", words.zoomIn], [".leaflet-control-zoom-out", words.zoomOut]]
    .forEach(function (pair) {
      var button = document.querySelector(pair[0]);
      if (button) { button.title = pair[1]; button.setAttribute("aria-label", pair[1]); }
    });
  map.getContainer().setAttribute("aria-label", words.map);
  map.getContainer().setAttribute("role", "region");
  var list = document.getElementById("district");
  list.addEventListener("change", function () {
    map.eachLayer(function (layer) {
      if (layer.feature && layer.feature.id === list.value) {
        map.fitBounds(layer.getBounds(), {maxZoom: 9, animate: false});
        layer.fire("click", {latlng: layer.getBounds().getCenter()}, true);
      }
    });
  });
})
