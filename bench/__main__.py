"""`python3 run.py bench [--quick] [--json]`: seeds, measures, tells.

Runs on a database and a cache of its own, which are thrown away. Progress goes to standard error, the
result to standard output.
"""

import argparse
import json
import os
import subprocess
import sys
import time

from bench import beside, memory, results
from bench.results import Sample

QUICK = (1_000, 10_000)
FULL = (1_000, 10_000, 100_000, 1_000_000)
HELPDESK_ROWS = 100_000
PYTHON = sys.executable


def main(words: list[str]) -> int:
    """Everything in one run, so that every figure stands beside its own reference."""
    asked = options(words)
    tell("正在建立演示街道……")
    run("manage.py", "migrate", "-v", "0", "then", "setup", "then", "demo")
    samples: list[Sample] = []
    for rows in asked.rows:
        tell(f"正在准备{rows}件事项……")
        run("-m", "bench.child", "bench.seed", str(rows))
        tell("正在测量……")
        said = run("-m", "bench.child", "bench.measure", str(rows), asked.only)
        samples += [Sample(**sample) for sample in json.loads(said)]
        if rows == HELPDESK_ROWS and not asked.only:
            tell("正在测量 django-helpdesk……")
            unit = samples[-1].reference
            samples += [
                Sample(rows=rows, reference=unit, **found) for found in beside.helpdesk(rows)
            ]
    lines = results.results(sorted(samples, key=lambda sample: (sample.name, sample.rows)))
    if asked.json:
        print(json.dumps(results.as_json(lines), ensure_ascii=False, indent=1))
        return 0
    print(results.as_table(lines))
    seen = memory.web(dict(os.environ), ["/", "/board/", "/office/sign-in/", "/handbook/"])
    print(f"两个网页进程共占内存 {seen.total:.0f} MiB（{seen.workers}，主进程 {seen.master}）。")
    return 0


def options(words: list[str]) -> argparse.Namespace:
    """What was written after `bench`."""
    parser = argparse.ArgumentParser(prog="run.py bench", description="测量速度")
    parser.add_argument("--quick", action="store_true", help="只测1,000件和10,000件")
    parser.add_argument("--json", action="store_true", help="输出JSON")
    parser.add_argument("--rows", help="自己定件数，用逗号隔开，从小到大")
    parser.add_argument("--only", default="", help="只测名称以此开头的请求")
    asked = parser.parse_args(words)
    numbers = [int(word) for word in asked.rows.split(",")] if asked.rows else []
    asked.rows = numbers or (QUICK if asked.quick else FULL)
    return asked


def run(*arguments: str) -> str:
    """Runs a program of ours to its end; what it printed. Its complaints reach the reader."""
    done = subprocess.run(
        [PYTHON, *arguments], stdout=subprocess.PIPE, text=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise SystemExit(f"没有完成：{' '.join(arguments)}\n{done.stdout[-2000:]}")
    return done.stdout


def tell(words: str) -> None:
    """One line of progress."""
    print(f"[{time.process_time():.0f}] {words}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
