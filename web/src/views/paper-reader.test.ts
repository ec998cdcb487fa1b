// @vitest-environment happy-dom
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { watchPaperReaders } from "./paper-reader";

let turned: string[] = [];

beforeAll(watchPaperReaders);

beforeEach(() => {
  turned = [];
  document.body.innerHTML = `<section data-paper-reader tabindex="-1"><img class="paper__page">
    <a href="#1" data-paper-turn="-1"></a><a href="#3" data-paper-turn="1"></a><input></section><p tabindex="0"></p>`;
  for (const link of document.querySelectorAll<HTMLElement>("[data-paper-turn]"))
    link.addEventListener("click", (event) => {
      event.preventDefault();
      turned.push(link.dataset.paperTurn ?? "");
    });
});

afterEach(() => {
  document.documentElement.dir = "";
});

function press(key: string, on = "section", more: KeyboardEventInit = {}): void {
  document
    .querySelector(on)
    ?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));
}

test("arrows turn the way one reads", () => {
  press("ArrowRight");
  document.documentElement.dir = "rtl";
  press("ArrowRight");
  press("ArrowLeft");
  expect(turned).toEqual(["1", "-1", "1"]);
});

test("page keys mean the same in every script", () => {
  document.documentElement.dir = "rtl";
  press("PageDown");
  press("PageUp");
  expect(turned).toEqual(["1", "-1"]);
});

test("whoever types, leaves by a key or reads elsewhere turns nothing", () => {
  press("ArrowRight", "input");
  press("ArrowLeft", "section", { altKey: true });
  press("ArrowRight", "p");
  expect(turned).toEqual([]);
});

function stroke(dx: number, dy: number): void {
  const page = document.querySelector(".paper__page") as HTMLElement;
  const at = (x: number, y: number) => ({ clientX: x, clientY: y, target: page }) as unknown as Touch;
  const event = (kind: string, touches: Touch[], changedTouches: Touch[]) =>
    page.dispatchEvent(Object.assign(new Event(kind, { bubbles: true }), { touches, changedTouches }));
  event("touchstart", [at(200, 200)], [at(200, 200)]);
  event("touchend", [], [at(200 + dx, 200 + dy)]);
}

test("a stroke turns, a scroll does not", () => {
  stroke(-80, 5);
  stroke(80, 5);
  stroke(-80, 70);
  stroke(-20, 0);
  document.documentElement.dir = "rtl";
  stroke(80, 0);
  expect(turned).toEqual(["1", "-1", "1"]);
});
