/* global SwaggerUIBundle -- the renderer, loaded before this file */
SwaggerUIBundle({ url: "/openapi.json", dom_id: "#docs", deepLinking: true, displayRequestDuration: true });
