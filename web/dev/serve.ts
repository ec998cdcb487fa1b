/** Serves the live room for looking at: `node dev/serve.ts [port]`. With SOUND=1 the room's own sound and its worker
 *  are used instead of the silent ones. */

import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createServer, type Plugin } from "vite";
import { FakeRoom } from "./fake-room.ts";
import { catalogue } from "./po.ts";
import { accept } from "./socket.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const PO = here("../../src/multaqa/locale/ar/LC_MESSAGES/djangojs.po");
const port = Number(process.argv[2] ?? 5199);

const room: Plugin = {
  name: "fake-room",
  enforce: "pre",
  resolveId: (id, from) =>
    !process.env.SOUND && /^\.\.\/audio$/.test(id) && from?.includes("/models/")
      ? here("./silent-audio.ts")
      : null,
  configureServer(server) {
    server.middlewares.use((request, answer, next) => {
      const url = new URL(request.url ?? "/", "http://x");
      if (url.pathname === "/room" || url.pathname === "/home") {
        answer.setHeader("content-type", "text/html; charset=utf-8");
        answer.end(url.pathname === "/room" ? roomPage(url.searchParams) : homePage(url.searchParams));
      } else if (url.pathname === "/ticket" || url.pathname === "/name") {
        answer.setHeader("content-type", "application/json");
        const wish = url.pathname === "/name" ? url.search.replace("visitor=1", "") : url.search;
        answer.end(
          JSON.stringify({
            ticket: `ticket${wish}`,
            until: Date.now() + 600_000,
            wsPath: `/live${wish}`,
            gathering: 7,
          }),
        );
      } else if (url.pathname === "/words.js") {
        answer.setHeader("content-type", "text/javascript");
        answer.end(url.searchParams.get("lang") !== "en" && existsSync(PO) ? catalogue(PO) : "");
      } else next();
    });
    server.httpServer?.on("upgrade", (request, socket) => {
      const url = new URL(request.url ?? "/", "http://x");
      if (url.pathname !== "/live") {
        socket.destroy(); // a browser opens one socket at a time: one left hanging would hold up the room's
        return;
      }
      const fake = new FakeRoom(url.searchParams);
      accept(request, socket, (peer, message) => fake.hear(peer, message));
    });
  },
};

function head(wish: URLSearchParams, title: string): string {
  const lang = wish.get("lang") ?? "ar";
  const theme = wish.get("theme");
  return `<!doctype html><html lang="${lang}" dir="${lang === "ar" ? "rtl" : "ltr"}" ${theme ? `data-theme="${theme}"` : ""}><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover"><title>${title}</title>
<script src="/words.js?lang=${lang}"></script><script type="module" src="/src/app.ts"></script></head>`;
}

function roomPage(wish: URLSearchParams): string {
  const sent = `?${wish}`;
  return `${head(wish, "room")}<body><live-room data-slug="makers" data-room-name="غرفة صنّاع الحياة" data-ticket-url="/ticket${sent}" data-name-url="/name${sent}" data-sign-in-url="/sign-in" data-appeal-url="/appeal" data-back="/home${sent}"><main>…</main></live-room><room-player data-turbo-permanent id="player"></room-player></body></html>`;
}

function homePage(wish: URLSearchParams): string {
  const sent = `?${wish}`;
  return `${head(wish, "home")}<body><main class="wrap page" id="main"><h1>الغرف</h1><ul class="live-now"><li class="on-air"><h3>غرفة صنّاع الحياة</h3><div class="foot-row"><button class="btn btn--tile" data-listen="makers" data-room-name="غرفة صنّاع الحياة" data-ticket-url="/ticket${sent}" data-live-url="/room${sent}">استمع الآن</button></div></li></ul><p><a href="/home${sent}&again=1">again</a> <a href="/room${sent}">room</a></p></main><room-player data-turbo-permanent id="player"></room-player></body></html>`;
}

const server = await createServer({
  configFile: false,
  root: here(".."),
  plugins: [room],
  server: { host: "127.0.0.1", port, strictPort: true, ws: false, hmr: false },
});
await server.listen();
console.log(`http://127.0.0.1:${port}/room?state=listening`);
