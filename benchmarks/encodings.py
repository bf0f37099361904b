"""How often the bytes of a text are read right, beside charset-normalizer and chardet.

    python -m benchmarks.encodings [--text FILE...] [--files FOLDER] [--samples 200] [--seed N]

Samples of 4 to 10,000 bytes are cut at random, between characters, out of texts of several kinds,
and written in every encoding that has all their characters. A sample is read right if the text
comes out, whatever the encoding is called; a sample that has nothing but ASCII is drawn again.
Texts are the seeds, short paragraphs in other languages below, and those of `--text` (a text, or
one JSON object a line with a member `text`). `--files` adds a table of files as they are: what each
tool takes them for, and whether it could read them.
"""

# ruff: noqa: A005, S311 - run as a module of its package; the samples are no secrets.
from __future__ import annotations

import argparse
import json
import platform
import random
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

import kxclean
from kxclean.decode import decode
from kxclean.normalise.script import Converter

SEEDS = Path(__file__).parent.parent / "tests" / "golden"
SIZES = (4, 6, 10, 20, 50, 100, 300, 1000, 10_000)
#: UTF-8 with one byte in the middle lost; read right if all but two characters there come out.
DAMAGED = "utf-8, a byte lost"
#: Codecs by the script or language of the text. Python has none for EUC-TW.
ENCODINGS = {
    "hans": ("utf-8", DAMAGED, "gb18030", "utf-16-le", "utf-16-be"),
    "hant": ("utf-8", DAMAGED, "cp950", "gb18030", "utf-16-le", "utf-16-be"),
    "hongkong": ("utf-8", "big5hkscs"),
    "japanese": ("utf-8", "cp932", "euc_jp"),
    "korean": ("utf-8", "cp949"),
    "western": ("utf-8", "cp1252"),
}
OTHERS = {
    "hongkong": (
        "佢哋喺嗰度食嘢，唔該晒你。今日天氣好好，我哋去行山啦，你嚟唔嚟？啲嘢好重，你攞住先。"
        "呢間舖頭啲餸幾好食㗎，不過人多到逼爆，要等成個鐘頭先有位。佢話聽日返工要早啲起身，"
        "費事又塞車。咁我哋聽朝喺地鐵站等啦，唔好遲到呀。嗰個細路喊咗好耐，阿媽買咗粒糖畀佢，"
        "佢先至冇再喊。你做乜咁夜都未瞓？我睇緊套戲，就嚟睇完㗎喇。"
    ),
    "japanese": (
        "彼は学生です。今日は朝から雨が降っているので、図書館で本を読むことにした。"
        "窓の外では、傘をさした人々が急ぎ足で駅へ向かっている。昨日の会議で決まったことを、"
        "もう一度確認しておきたい。新しい計画は来月から始まり、担当者は三人になる予定だ。"
        "コンピュータの画面に表示された文字が正しく読めないときは、エンコーディングを調べてください。"
        "祖母の家には大きな柿の木があって、秋になると赤い実がたくさんなった。"
    ),
    "korean": (
        "이것은 한국어로 쓴 글이다. 나는 오늘 학교에 가서 친구를 만났다. 날씨가 맑고 바람이 "
        "시원해서 기분이 좋았다. 정부는 어제 새로운 경제 정책을 발표하고 내년 예산을 "
        "늘리겠다고 밝혔다. "
        "회의는 오전 열 시에 시작되어 두 시간 동안 계속되었다. 할머니께서는 시장에서 사과와 배를 "
        "사 오셨다. 컴퓨터 화면의 글자가 깨져 보이면 인코딩을 확인해야 한다. "
        "우리는 지난여름에 바닷가에서 일주일을 보냈다."
    ),
    "western": (
        "Übergrößenträger gehen über die Brücke, während die Vögel zwitschern. L’été dernier, un "
        "garçon naïf a déjà mangé tous les gâteaux de sa grand-mère. El niño soñó que el pingüino "
        "cruzaba la montaña en otoño. Não há razão para preocupação, disse o irmão. På ön bor åtta "
        "människor som älskar blåbär och kött. «Où êtes-vous?» demanda-t-elle, un peu gênée. Die "
        "Straße ist für größere Fahrzeuge gesperrt; bitte fahren Sie über München."
    ),
}


@dataclass(frozen=True)
class Tool:
    """A name, and what reads bytes: the encoding it found, and the text or nothing."""

    name: str
    read: Callable[[bytes], tuple[str, str | None]]


def by_codec(source: bytes, codec: str | None) -> tuple[str, str | None]:
    """The text in the encoding that was found, with U+FFFD where it does not fit."""
    if codec is None:
        return "none", None
    try:
        return codec, source.decode(codec, "replace")
    except LookupError:
        return codec, None


def own(source: bytes) -> tuple[str, str | None]:
    try:
        decoded = decode(source)
    except kxclean.KxcleanError:
        return "none", None
    return decoded.encoding or "none", decoded.text


def normalizer(source: bytes) -> tuple[str, str | None]:
    from charset_normalizer import from_bytes

    best = from_bytes(source).best()
    return by_codec(source, best.encoding if best else None)


def chardet(source: bytes) -> tuple[str, str | None]:
    from chardet import detect

    return by_codec(source, detect(source)["encoding"])


TOOLS = (Tool("kxclean", own), Tool("charset-normalizer", normalizer), Tool("chardet", chardet))


@cache
def converter(name: str) -> Converter:
    return Converter(name)


def documents(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".jsonl":
        for line in text.splitlines():
            yield json.loads(line)["text"]
    else:
        yield text


def texts(paths: list[Path]) -> Iterator[tuple[str, str, str]]:
    """Kind, script or language, and text; Chinese in both scripts, as written and converted."""
    for name, text in OTHERS.items():
        yield name, name, text
    seeds = "\n".join("\n".join(documents(path)) for path in sorted(SEEDS.glob("*.txt")))
    for kind, text in [("seeds", seeds), *((p.stem, "\n".join(documents(p))) for p in paths)]:
        yield kind, "hans", converter("t2s").convert(text[:300_000])
        yield kind, "hant", converter("s2t").convert(text[:300_000])


def sample(draw: random.Random, text: str, size: int, codec: str) -> tuple[str, bytes] | None:
    """About `size` bytes of a text in an encoding, whole characters; nothing if it has none."""
    for _ in range(50):
        start = draw.randrange(max(1, len(text) - size // 4))
        piece = text[start : start + size]
        try:
            source = piece.encode(codec)
        except UnicodeEncodeError:
            # Characters that the encoding lacks are left out, as they were in its time.
            piece = piece.encode(codec, "ignore").decode(codec)
            source = piece.encode(codec)
        while len(source) > size:
            piece = piece[: max(1, min(len(piece) - 1, len(piece) * size // len(source)))]
            source = piece.encode(codec)
            if len(piece) == 1:
                break
        if len(source) >= size * 0.7 and not piece.isascii():
            # Some codecs write two characters as the same bytes.
            return source.decode(codec), source
    return None


def without_a_byte(text: str) -> bytes:
    """UTF-8 without a byte of the middle character."""
    half = len(text) // 2
    return text[:half].encode() + text[half].encode()[:-1] + text[half + 1 :].encode()


def same_ends(shown: str, text: str) -> bool:
    """Whether all but the middle character of a text is there."""
    half = len(text) // 2
    return shown.startswith(text[:half]) and shown.endswith(text[half + 1 :])


def measure(options: argparse.Namespace) -> None:
    draw = random.Random(options.seed)
    rows: dict[tuple[str, str], dict[int, list[int]]] = {}
    spent = [0.0] * len(TOOLS)
    wrong: list[str] = []
    for kind, language, text in texts(options.text):
        for codec in ENCODINGS[language]:
            name = f"{language} in {codec}"
            for size in SIZES:
                # Long samples take long and are hardly ever read wrong.
                for _ in range(options.samples if size < 1000 else max(1, options.samples // 10)):
                    drawn = sample(draw, text, size, "utf-8" if codec == DAMAGED else codec)
                    if drawn is None:
                        continue
                    piece, source = drawn
                    if codec == DAMAGED:
                        if len(piece) < 5:
                            continue
                        source = without_a_byte(piece)
                    row = rows.setdefault((language, name), {}).setdefault(
                        size, [0] * (len(TOOLS) + 1)
                    )
                    row[-1] += 1
                    for number, tool in enumerate(TOOLS):
                        start = time.perf_counter()
                        found, shown = tool.read(source)
                        spent[number] += time.perf_counter() - start
                        if codec == DAMAGED:
                            right = shown is not None and same_ends(shown, piece)
                        else:
                            right = shown == piece
                        row[number] += right
                        if number == 0 and not right:
                            wrong.append(f"{name} {size} {kind}: {found} {piece[:40]!r}")
    print("Samples read right, per cent: " + " / ".join(tool.name for tool in TOOLS) + ".\n")
    print("| text | " + " | ".join(f"{size:,}" for size in SIZES) + " |")
    print("|---" * (len(SIZES) + 1) + "|")
    for (_, name), by_size in rows.items():
        cells = []
        for size in SIZES:
            *good, all_ = by_size.get(size, [0] * (len(TOOLS) + 1))
            cells.append(" / ".join(f"{100 * n / all_:.1f}" for n in good) if all_ else "")
        print(f"| {name} | " + " | ".join(cells) + " |")
    seconds = (f"{tool.name} {sum_:.1f}" for tool, sum_ in zip(TOOLS, spent, strict=True))
    print("\nSeconds in all: " + ", ".join(seconds))
    for line in wrong[: options.show]:
        print(line, file=sys.stderr)


def files(folder: Path) -> None:
    print("\n| file | bytes | " + " | ".join(tool.name for tool in TOOLS) + " |")
    print("|---" * (len(TOOLS) + 2) + "|")
    for path in sorted(folder.iterdir()):
        source = path.read_bytes()
        cells = []
        for tool in TOOLS:
            found, shown = tool.read(source)
            bad = (shown or "").count("\ufffd")
            cells.append(f"{found}, {bad} undecodable" if bad else found)
        print(f"| {path.name} | {len(source):,} | " + " | ".join(cells) + " |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--text", type=Path, nargs="*", default=[])
    parser.add_argument("--files", type=Path)
    parser.add_argument("--samples", type=int, default=100, help="of each size, text and encoding")
    parser.add_argument("--seed", type=int, default=None, help="drawn anew unless given")
    parser.add_argument("--show", type=int, default=0, help="so many samples read wrong")
    options = parser.parse_args()
    if options.seed is None:
        options.seed = random.SystemRandom().randrange(1 << 32)
    tools = ", ".join(f"{tool.name} {version(tool.name)}" for tool in TOOLS)
    print(
        f"{tools}, Python {platform.python_version()}, {platform.machine()}; seed {options.seed}\n"
    )
    measure(options)
    if options.files:
        files(options.files)


if __name__ == "__main__":
    main()
