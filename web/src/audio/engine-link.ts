/** Starts the engine in its Worker, or on the page where Workers fail: the same engine, less smooth. */

import engineUrl from "./engine.worker?worker&url";
import type { FromEngine, ToEngine } from "./ports";
import type { Rung } from "./rung";

const PATIENCE_MS = 6000;

export interface EngineLink {
  tell(order: ToEngine, carried?: Transferable[]): void;
  onMessage: (message: FromEngine) => void;
}

export interface StartedEngine {
  link: EngineLink;
  codec: "webcodecs" | "wasm" | null;
}

/** Resolves when a codec has been found or none was, never rejects. */
export async function startEngine(forced: Rung | null): Promise<StartedEngine> {
  const inWorker = linkToWorker();
  if (inWorker) {
    const codec = await probe(inWorker, forced);
    if (codec !== "dead") return { link: inWorker, codec };
    inWorker.end();
  }
  const onPage = await linkToPage();
  const codec = await probe(onPage, forced);
  return { link: onPage, codec: codec === "dead" ? null : codec };
}

interface WatchedLink extends EngineLink {
  /** Called when the engine could not be loaded, before it ever spoke. */
  onDead: () => void;
  end(): void;
}

function linkToWorker(): WatchedLink | null {
  if (typeof Worker !== "function") return null;
  let worker: Worker;
  try {
    worker = new Worker(engineUrl, { type: "module", name: "room sound" });
  } catch {
    return null;
  }
  const link: WatchedLink = {
    tell: (order, carried = []) => worker.postMessage(order, carried),
    onMessage: () => {},
    onDead: () => {},
    end: () => worker.terminate(),
  };
  worker.onmessage = ({ data }: MessageEvent<FromEngine>) => link.onMessage(data);
  worker.onerror = () => link.onDead();
  return link;
}

async function linkToPage(): Promise<WatchedLink> {
  const { Engine } = await import("./engine");
  const link: WatchedLink = {
    tell: (order) => engine.take(order),
    onMessage: () => {},
    onDead: () => {},
    end: () => {},
  };
  const engine = new Engine((message) => link.onMessage(message));
  return link;
}

function probe(link: WatchedLink, forced: Rung | null): Promise<StartedEngine["codec"] | "dead"> {
  return new Promise((resolve) => {
    const settle = (found: StartedEngine["codec"] | "dead") => {
      clearTimeout(timer);
      link.onMessage = () => {};
      link.onDead = () => {};
      resolve(found);
    };
    const timer = setTimeout(() => settle("dead"), PATIENCE_MS);
    link.onMessage = (message) => message.is === "codec" && settle(message.rung);
    link.onDead = () => settle("dead");
    link.tell({ do: "probe", forced });
  });
}
