"""`scripts/bench` measures: a round of what is short, in the real browser, on the real site. No figure is judged."""

import json
from pathlib import Path

import pytest
from importable.bench.__main__ import main


def test_a_round_is_measured_and_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = tmp_path / "bench.json"
    assert main(["--rounds", "1", "--only", "idle", "--only", "typing", "--json", str(kept)]) == 0
    printed = capsys.readouterr()
    assert "requests before any interaction" in printed.out
    assert "Round 1 of 1" in printed.err
    content = json.loads(kept.read_text("utf-8"))
    figures = {figure["name"]: figure for figure in content["figures"]}
    assert content["faults"] == []
    assert figures["idle-ours"]["site"]["median"] > 0
    assert figures["idle-bytes"]["bare"]["median"] > 0
    assert figures["letter"]["site"]["median"] > 0


@pytest.mark.parametrize("words", [["--only", "nothing"], ["--rounds", "many"], ["--rounds", "0"]])
def test_wrong_use_is_status_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert "usage" in capsys.readouterr().err
