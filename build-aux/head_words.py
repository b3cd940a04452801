#!/usr/bin/env python3
"""Makes src/seal/words.def, on Debian, from unicode-data 15.0.0:

    apt-get download unicode-data     (dpkg -x into ROOT)
    build-aux/head_words.py ROOT > src/seal/words.def

The table is frozen: what stands on paper is read by it for ever, and tests/unit/seal/test_head_words
keeps its digest. So this is run again only to see where it came from."""
import bz2
import re
import sys
import unicodedata

HEADER = """\
/* WORD(character, reading): the 256 characters that eighty bits are shown as, one for each byte.
 *
 * Taken from kHanyuPinlu of the Unicode character database, Copyright Unicode, Inc. (the file
 * LICENSE.unicode of data/pinyin): the character met most often of each sound, of those that are
 * read in one way and written alike in simplified and traditional texts. A sound is a syllable
 * without its tone, where n is l, zh is z, ch is c, sh is s, and ing and eng are in and en, so that
 * no two are mistaken for each other on the telephone. Left out is what nobody wants to find on the
 * paper of a sick person, and what a hand writes like another. Made by build-aux/head_words.py;
 * frozen: what stands on paper is read by it. */
"""
COUNT = 256
OFTEN = 10       # met at least so often, of about 2 million
STROKES = 17     # at most, so that it is written by hand
OMINOUS = set(
    "死哀癌暗挨霸悲崩逼病冰捕残惨藏仇臭愁摧呆盗刀倒毒堵躲恶匪犯疯封愤孤寡怪鬼跪棺棍寒害恨狠哼昏祸魂"
    "慌荒灰毁悔饥疾挤贱溅僵缴劫戒禁惊竟绝抗恐哭苦枯狂困扩辣狼牢泪冷裂劣乱落骂忙盲猛灭魔墓奴怒挪怕叛"
    "炮赔疲骗贫破剖欺弃欠枪敲囚屈缺忍辱弱撒丧杀伤烧深失虱瘦输衰甩霜碎缩逃踢痛偷吐退吞脱瓦歪亡妄危伪"
    "污牺瞎陷嫌削泄凶羞虚朽血押淹咽厌冤怨晕灾葬遭糟贼炸斩障遮争症肢肿坠追捉罪醉否撞抓鞭剥屁尿屎奶乳"
    "肉疼氓蛆痰胖肺肝肠胃肾肚腿胸腔脾腹裸妓嫖娼奸淫赌鸦烟兵武弹攻击砍割切刺扎扔丢摔揍打骗仗匆夺颠斜"
    "歹乏伐罚飞斗陡惰愕饿扼厄悍焊汗狗猪鼠蛇狐虎猴蝇蚊虫蚤蛙龟鸡鸭呸瞪瞥闷泼窃侵拳刃煞傻骚啥嗓扫涩俗"
    "祟损塌瘫贪烫掏剃吊掉跌判惹漏愧倦慨患炕眨突停混刷拐垮迫懒赖逗抖坑弄熬扒爬趴啃骨尸乞丐陪拖掐缺缸"
    "胎孕产药诊疗毛涕唾尖秃疤疮悄冒怯怖耽悼撅揣憋唰呃犬丸砸吹肥困洪矛掘咂躺蟀")
# Words that only hold others together, kin, and what is cried out: they read like a sentence begun.
HOLLOW = set("四他她它您你我的了呢吧啊吗嘛哦噢喔喂嗯呀哇啦哩咧咱俺甭哏那哪啥不非无没莫某谋默你罢拜飘丙妈爸爹娘"
             "爷婆姐妹嫂妻妇哥弟叔姑舅啪哄嘿嗨咬喊吼")
# What a hand, or a bad printer, makes of another one of the list.
ALIKE = set("入太曰未末己土士干千于刁甲申午矢夭毋戊戌戍一二三口乎另令各尸勾丁")
TONES = "\u0304\u0301\u030c\u0300"


def plain(reading):
    """lǜ as lv: without its tone."""
    apart = unicodedata.normalize("NFD", reading)
    bare = "".join(c for c in apart if not unicodedata.combining(c) or c == "\u0308")
    return unicodedata.normalize("NFC", bare).replace("ü", "v")


def sound(reading):
    heard = re.sub("^(zh|ch|sh)", lambda match: match.group(1)[0], reading)
    heard = re.sub("^n(?=.)", "l", heard)
    return re.sub("([ie])ng$", r"\1n", heard)


def rows(root, name, fields):
    path = "%s/usr/share/unicode/Unihan_%s.txt.bz2" % (root, name)
    with bz2.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if len(cells) == 3 and cells[1] in fields:
                yield chr(int(cells[0][2:], 16)), cells[1], cells[2]


def written_twice(root):
    """Characters that simplified and traditional texts write apart."""
    for character, _, value in rows(root, "Variants", ("kTraditionalVariant", "kSimplifiedVariant")):
        if any(chr(int(item.split("<")[0][2:], 16)) != character for item in value.split()):
            yield character


def sounds_of(root):
    """All sounds that any dictionary gives a character."""
    heard = {}
    for character, _, value in rows(root, "Readings", ("kMandarin", "kTGHZ2013", "kXHC1983")):
        for item in value.split():
            for reading in item.split(":")[-1].split(","):
                heard.setdefault(character, set()).add(sound(plain(reading)))
    return heard


def in_both(character):
    try:
        character.encode("gb2312")
        character.encode("big5")
        return True
    except UnicodeEncodeError:
        return False


def best_of_each_sound(root):
    apart, heard = set(written_twice(root)), sounds_of(root)
    strokes = {c: int(v.split()[0]) for c, _, v in rows(root, "IRGSources", ("kTotalStrokes",))}
    best = {}
    for character, _, value in rows(root, "Readings", ("kHanyuPinlu",)):
        met = {}
        for reading, times in re.findall(r"(\S+?)\((\d+)\)", value):
            met[plain(reading)] = met.get(plain(reading), 0) + int(times)
        all_met, reading = sum(met.values()), max(met, key=met.get)
        if (len(met) == 1 and all_met >= OFTEN and strokes[character] <= STROKES and in_both(character)
                and character not in OMINOUS | HOLLOW | ALIKE | apart
                and heard.get(character) == {sound(reading)}):
            best[sound(reading)] = max(best.get(sound(reading), (0,)), (all_met, character, reading))
    return sorted(best.values(), reverse=True)


def main():
    chosen = best_of_each_sound(sys.argv[1])
    if len(chosen) < COUNT:
        sys.exit("only %d sounds" % len(chosen))
    print(HEADER, end="")
    line = ""
    for reading, character in sorted((reading, character) for _, character, reading in chosen[:COUNT]):
        row = 'WORD("%s", "%s") ' % (character, reading)
        if len(line) + len(row) > 92:
            print(line.rstrip())
            line = ""
        line += row
    print(line.rstrip())


main()
