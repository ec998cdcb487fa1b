/** What stands in an AudioWorkletGlobalScope; TypeScript's DOM library leaves it out. */

declare class AudioWorkletProcessor {
  readonly port: MessagePort;
  process(inputs: Float32Array[][], outputs: Float32Array[][]): boolean;
}

declare function registerProcessor(
  name: string,
  processor: new (options: unknown) => AudioWorkletProcessor,
): void;
declare const currentFrame: number;
declare const currentTime: number;
declare const sampleRate: number;
