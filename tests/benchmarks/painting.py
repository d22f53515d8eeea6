"""From a key to what is painted, on the page in Chromium: python tests/benchmarks/painting.py

A line for each network and tab, the median of several keys in ms: until the answer is painted, until all is, and what
of that the engine took, which is asked over http here.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from support.visits import site  # noqa: E402

KEYS = 9
TABS = ("steps", "table", "picture", "words", "reach", "export")
NETWORKS = {
    "founding": "c3s1 p2s2 c3s1",
    "VGG-16": (ROOT / "examples" / "vgg16.symrf").read_text("utf-8"),
    "U-Net": (ROOT / "examples" / "unet_valid.symrf").read_text("utf-8"),
    "ResNet-152": (ROOT / "examples" / "resnet152.symrf").read_text("utf-8"),
}
SCENARIO = """
    const frames = () => new Promise((done) => view.requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = done;
      port2.postMessage("");
    }));
    const middle = (times) => Math.round(times.sort((one, other) => one - other)[Math.floor(times.length / 2)]);
    await calm();
    type("#claims", "");
    saw.times = [];
    for (const [name, network] of Object.entries(NETWORKS)) {
      for (const tab of TABS) {
        type("#network", network);
        await open(tab);
        const first = [], all = [], engine = [];
        for (let key = 0; key < KEYS; key += 1) {
          type("#network", network + " c3p1");
          await calm();
          await wait(80);
          view.took = 0;
          const start = performance.now();
          type("#network", network);
          await until(() => $("#answer-body").getAttribute("aria-busy") === "false");
          await frames();
          first.push(performance.now() - start);
          await calm();
          await frames();
          all.push(performance.now() - start);
          engine.push(view.took);
        }
        saw.times.push([name, tab, middle(first), middle(all), middle(engine)]);
      }
    }
"""


def main() -> None:
    scenario = SCENARIO.replace("NETWORKS", json.dumps(NETWORKS)).replace("TABS", json.dumps(TABS))
    with tempfile.TemporaryDirectory() as folder, site(Path(folder)) as page:
        saw = page.visit(scenario.replace("KEYS", str(KEYS)))
    print(f"{'network':<12} {'tab':<8} {'answer':>8} {'all':>8} {'engine':>8}")
    for name, tab, *times in saw["times"]:
        print(f"{name:<12} {tab:<8} {' '.join(f'{each:>8}' for each in times)}")


if __name__ == "__main__":
    main()
