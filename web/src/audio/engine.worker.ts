import { Engine } from "./engine";
import type { FromEngine, ToEngine } from "./ports";

const engine = new Engine((message: FromEngine) => self.postMessage(message));
self.onmessage = ({ data }: MessageEvent<ToEngine>) => engine.take(data);
