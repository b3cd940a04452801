#!/usr/bin/env python3
"""Makes data/pinyin/words.tsv, on Debian, from rime-data-pinyin-simp and unicode-data:

    build-aux/pinyin_words.py ROOT > data/pinyin/words.tsv

ROOT is / where the packages are installed, or a folder that dpkg -x wrote them into. The words
and their frequencies are those of the Android pinyin entry; of Unicode come the readings of
characters of GB 2312 that it has not."""
import bz2
import sys
import unicodedata

HEADER = """\
# Chinese words, how they are read, and how often they were met: what the pinyin entry offers.
#
# The words and frequencies are those of the pinyin entry of the Android Open Source Project,
# Copyright 2009 The Android Open Source Project, licensed under the Apache License, Version 2.0
# (the file LICENSE.apache beside this one); taken from the Debian package rime-data-pinyin-simp
# (file pinyin_simp.dict.yaml of https://github.com/rime/rime-pinyin-simp), sorted, otherwise as
# they were. Added with frequency 0: readings of characters of GB 2312 by kMandarin and kTGHZ2013
# of the Unicode character database, Copyright Unicode, Inc. (the file LICENSE.unicode).
#
# A line: word, its syllables parted by blanks (the letter after u that is written with dots is
# v: lv nv), frequency, with tabs between; sorted by syllables. Made by build-aux/pinyin_words.py.
"""
SPELLED = {"lüe": "lue", "nüe": "nue"}  # as the words spell them


def plain(reading):
    """lǜ as lv: without its tone."""
    apart = unicodedata.normalize("NFD", reading)
    bare = "".join(c for c in apart if not unicodedata.combining(c) or c == "\u0308")
    bare = unicodedata.normalize("NFC", bare)
    return SPELLED.get(bare, bare).replace("ü", "v").replace("ê", "e")


def words(root):
    with open(root + "/usr/share/rime-data/pinyin_simp.dict.yaml", encoding="utf-8") as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if len(cells) == 3:
                yield cells[0], tuple(cells[1].split()), int(cells[2])


def common():
    for row in range(0xB0, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                yield bytes([row, cell]).decode("gb2312")
            except UnicodeDecodeError:
                pass


def readings(root):
    with bz2.open(root + "/usr/share/unicode/Unihan_Readings.txt.bz2", "rt", encoding="utf-8") as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if len(cells) != 3 or cells[1] not in ("kMandarin", "kTGHZ2013"):
                continue
            for item in cells[2].split():
                for reading in item.split(":")[-1].split(","):
                    yield chr(int(cells[0][2:], 16)), (plain(reading),)


def main():
    root = sys.argv[1].rstrip("/") if len(sys.argv) > 1 else ""
    rows = {}
    for word, syllables, frequency in words(root):
        rows[word, syllables] = max(frequency, rows.get((word, syllables), 0))
    wanted = set(common())
    for character, syllables in readings(root):
        if character in wanted:
            rows.setdefault((character, syllables), 0)
    sys.stdout.write(HEADER)
    for (word, syllables), frequency in sorted(
            rows.items(), key=lambda row: (row[0][1], -row[1], row[0][0])):
        sys.stdout.write("%s\t%s\t%d\n" % (word, " ".join(syllables), frequency))


main()
