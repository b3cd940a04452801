#!/bin/sh
# check-signs.sh TABLE FILE...: Chinese texts are set as Chinese is: no , ; : ? ! ( ) of ASCII beside a Han
# sign or a sign of Chinese punctuation, no full stop of ASCII and no ... behind one, no straight quotes
# around one, quotes as the script has them (“ ”, zh_TW 「 」), and people are 您. Files are read as
# check-words.sh reads them; of a text of data/ only what stands outside its expressions, and the texts
# within these. Of C sources: signs that part what is joined (", " and the like) go through gettext, for a
# list is parted by 、 in Chinese. A row of TABLE has the language (C: sources), a piece of a text that may
# stand all the same, and why.
set -u
LC_ALL=C
export LC_ALL
table=$1
here=$(dirname "$0")
shift
bad=0
for file do
    case $file in *zh_TW*) lang=zh_TW ;; *.c) lang=C ;; *) lang=zh_CN ;; esac
    case $file in *.po) kind=po ;; *.ini) kind=ini ;; *.tsv) kind=tsv ;; *.c) kind=c ;; *) kind=text ;; esac
    awk -v table="$table" -v lang=$lang -v kind=$kind -v file="$file" -f "$here/signs.awk" "$file" >&2 ||
        bad=$((bad + 1))
done
[ "$bad" -eq 0 ] && echo "$# files set Chinese as Chinese is"
