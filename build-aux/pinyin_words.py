#!/usr/bin/env python3
"""Makes data/pinyin/words.tsv and words.pairs, on Debian, from rime-data-pinyin-simp, unicode-data
and the source of libime:

    apt-get download rime-data-pinyin-simp unicode-data     (dpkg -x into ROOT)
    apt-get source --download-only libime                   (unpack it: LIBIME)
    build-aux/pinyin_words.py ROOT LIBIME data/pinyin

Two lists of words are laid over each other: that of the Android pinyin entry, and that of libime
with its model of the language, of which the pairs are taken as well. Of Unicode come the readings
of characters of GB 2312 that neither has."""
import bz2
import glob
import math
import sys
import tarfile
import unicodedata

WORDS_HEADER = """\
# Chinese words, how they are read, and how often they were met: what the pinyin entry offers.
#
# The words and frequencies are those of the pinyin entry of the Android Open Source Project,
# Copyright 2009 The Android Open Source Project, licensed under the Apache License, Version 2.0
# (the file LICENSE.apache beside this one); taken from the Debian package rime-data-pinyin-simp
# (file pinyin_simp.dict.yaml of https://github.com/rime/rime-pinyin-simp). Laid over them, half
# and half, are those of libime, Copyright 2015-2022 CSSlayer, licensed under the GNU Lesser
# General Public License, version 2.1 or later (LICENSE.lgpl); taken from the Debian source package
# libime 1.0.16 (dict_sc.txt and lm_sc.arpa of 2022-08-10), as far as they are met often. Added with
# frequency 0: readings of characters of GB 2312 by kMandarin and kTGHZ2013 of the Unicode
# character database, Copyright Unicode, Inc. (the file LICENSE.unicode).
#
# A line: word, its syllables parted by blanks (the letter after u that is written with dots is
# v: lv nv), frequency, with tabs between; sorted by syllables. Made by build-aux/pinyin_words.py.
"""
PAIRS_HEADER = """\
# Which words of words.tsv follow each other oftener than their frequencies tell: by this the pinyin
# entry finds sentences.
#
# From the model of the language of libime, Copyright 2015-2022 CSSlayer, licensed under the GNU
# Lesser General Public License, version 2.1 or later (the file LICENSE.lgpl beside this one); taken
# from the Debian source package libime 1.0.16 (lm_sc.arpa of 2022-08-10): the pairs that tell most.
#
# A line: a word, a tab, and parted by blanks the words that follow it, each with how much likelier
# that makes it, in quarters of a bit. Made by build-aux/pinyin_words.py.
"""
SPELLED = {"lüe": "lue", "nüe": "nue", "lve": "lue", "nve": "nue"}  # as the words spell them
ANDROID_ALL = 95197397  # the sum of its frequencies, which is the measure of all
OFTEN = 80              # words of libime alone that are met so often
PAIRS = 450000
RARE = 0.7              # below 1, what tells much counts more than what is met often
LONGEST = 12            # syllables of a word (base/pinyin/wordlist.h)


def plain(reading):
    """lǜ as lv: without its tone."""
    apart = unicodedata.normalize("NFD", reading)
    bare = "".join(c for c in apart if not unicodedata.combining(c) or c == "\u0308")
    bare = unicodedata.normalize("NFC", bare)
    return SPELLED.get(bare, bare).replace("ü", "v").replace("ê", "e")


def android(root):
    with open(root + "/usr/share/rime-data/pinyin_simp.dict.yaml", encoding="utf-8") as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if len(cells) == 3:
                yield cells[0], tuple(cells[1].split()), int(cells[2])


def packed(libime, archive, name):
    """The lines of a file in one of the archives of libime's data."""
    with tarfile.open(glob.glob("%s/data/%s-*.tar.xz" % (libime, archive))[0]) as files:
        for line in files.extractfile(name):
            yield line.decode("utf-8").rstrip("\n")


def model(libime):
    """Logarithms of how likely each word is, of what it gives to any that follows, of pairs."""
    alone, after, pairs, order = {}, {}, [], 0
    for line in packed(libime, "lm_sc.arpa", "lm_sc.arpa"):
        if line.startswith("\\"):
            order = int(line[1]) if line[1].isdigit() else 0
            if order == 3:
                break
            continue
        cells = line.split("\t")
        if order == 1 and len(cells) > 1:
            alone[cells[1]] = float(cells[0])
            after[cells[1]] = float(cells[2]) if len(cells) > 2 else 0.0
        elif order == 2 and len(cells) > 1:
            pairs.append(cells[1].split(" ") + [float(cells[0])])
    return alone, after, pairs


def readings_of_words(libime):
    """Word, syllables, and the logarithm of how often it is read so."""
    for line in packed(libime, "dict", "dict_sc.txt"):
        cells = line.split()
        syllables = tuple(SPELLED.get(s, s) for s in cells[1].split("'"))
        yield cells[0], syllables, float(cells[2]) if len(cells) > 2 else 0.0


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


def all_words(root, libime, alone):
    own, both = {}, {}
    for word, syllables, frequency in android(root):
        own[word, syllables] = max(frequency, own.get((word, syllables), 0))
    for key, frequency in own.items():
        both[key] = frequency / 2 if key[0] in alone else frequency
    for word, syllables, share in readings_of_words(libime):
        if word in alone and len(word) == len(syllables) <= LONGEST:
            met = ANDROID_ALL * 10 ** (alone[word] + share) / 2
            if (word, syllables) in own or met >= OFTEN:
                both[word, syllables] = both.get((word, syllables), 0) + met
    wanted = set(common())
    for character, syllables in readings(root):
        if character in wanted:
            both.setdefault((character, syllables), 0)
    return both


def all_pairs(known, alone, after, pairs):
    found = []
    for first, second, likely in pairs:
        if first in known and second in known and second in alone:
            gain = likely - after[first] - alone[second]
            if gain > 0:
                weight = 10 ** ((alone[first] + likely) * RARE) * gain
                found.append((weight, first, second, round(gain * math.log2(10) * 4)))
    found.sort(reverse=True)
    followers = {}
    for _, first, second, gain in found[:PAIRS]:
        if gain:
            followers.setdefault(first, []).append((-gain, second))
    return followers


def main():
    root, libime, out = sys.argv[1:4]
    alone, after, pairs = model(libime)
    rows = all_words(root.rstrip("/"), libime, alone)
    with open(out + "/words.tsv", "w", encoding="utf-8") as file:
        file.write(WORDS_HEADER)
        for (word, syllables), frequency in sorted(
                rows.items(), key=lambda row: (row[0][1], -round(row[1]), row[0][0])):
            file.write("%s\t%s\t%d\n" % (word, " ".join(syllables), round(frequency)))
    followers = all_pairs({word for word, _ in rows}, alone, after, pairs)
    with open(out + "/words.pairs", "w", encoding="utf-8") as file:
        file.write(PAIRS_HEADER)
        for first in sorted(followers):
            file.write("%s\t%s\n" % (first, " ".join(
                "%s%d" % (second, -gain) for gain, second in sorted(followers[first]))))


main()
