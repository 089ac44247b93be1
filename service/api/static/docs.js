// The docs pages: colour answers, copy requests, and let Swagger UI show the operations.
"use strict";

const TOKEN = /("(?:\\.|[^"\\])*")(\s*:)?|\b(true|false|null)\b|-?\b\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\b/g;

function coloured(text) {
  const parts = document.createDocumentFragment();
  let at = 0;
  for (const match of text.matchAll(TOKEN)) {
    parts.append(text.slice(at, match.index));
    const span = document.createElement("span");
    span.className = match[1] ? (match[2] ? "key" : "str") : match[3] ? "lit" : "num";
    span.textContent = match[1] || match[0];
    parts.append(span, match[2] || "");
    at = match.index + match[0].length;
  }
  parts.append(text.slice(at));
  return parts;
}

for (const block of document.querySelectorAll("pre[data-json]")) {
  block.replaceChildren(coloured(block.textContent));
}

for (const button of document.querySelectorAll("button.copy")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.parentElement.querySelector("pre").textContent.trim());
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 1500);
  });
}

// Shows what the specification has of each operation under x-codeSamples, with the address of this service.
const Samples = ({ React }) => ({
  wrapComponents: {
    responses: (Original) => (props) => {
      const at = ["paths", props.path, props.method, "x-codeSamples"];
      const samples = props.specSelectors.specJson().getIn(at);
      const shown = samples && samples.toJS().map(({ label, source }) => React.createElement("div",
        { key: label, className: "sample" },
        React.createElement("h4", null, label),
        React.createElement("div", { className: "code" },
          React.createElement("pre", null, source.replaceAll("http://127.0.0.1:8000", location.origin)))));
      return React.createElement("div", null,
        shown && React.createElement("div", { className: "samples" }, shown),
        React.createElement(Original, props));
    },
  },
});

if (document.getElementById("operations")) window.ui = SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#operations",
  presets: [SwaggerUIBundle.presets.apis],
  plugins: [Samples],
  layout: "BaseLayout",
  deepLinking: true,
  docExpansion: "list",
  defaultModelsExpandDepth: 0,
  defaultModelRendering: "model",
  displayRequestDuration: true,
  tryItOutEnabled: true,
  validatorUrl: null,
  queryConfigEnabled: false,
  syntaxHighlight: { activated: true, theme: "agate" },
});
