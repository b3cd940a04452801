#!/bin/sh
# check-words.sh [--mend] TABLE FILE...: one word stands for one thing. A row of TABLE has a language, a
# word, the one to write in its place, what it may stand in all the same (parted by |), and, where it holds
# for some texts only, what their English says and what it does not (patterns). Held to it are catalogues
# (LANGUAGE.po) by their translations, knowledge files by what they say, a .tsv by its second column, other
# files line by line; all are zh_CN but for a zh_TW in the name. What people may type and what others call
# their columns is not ours to choose: keys "words", "short", "reading" and "also", and what a platform
# sends back ([receipt]).
# A zh_TW text holds no sign that only the simplified script has: one that Big5 does not know, but for
# those that TABLE names (zh_TW=). --mend: the catalogues are written anew by the table.
set -u
LC_ALL=C
export LC_ALL
mend=
[ "$1" != --mend ] || { mend=1; shift; }
table=$1
here=$(dirname "$0")
shift
bad=0

# words FILE: by the table, in the language of its name.
words() {
    case $1 in *zh_TW*) lang=zh_TW ;; *) lang=zh_CN ;; esac
    case $1 in *.po) kind=po ;; *.ini) kind=ini ;; *.tsv) kind=tsv ;; *) kind=text ;; esac
    awk -v table="$table" -v lang=$lang -v kind=$kind -v file="$1" -v mend=$mend -f "$here/words.awk" "$1"
}

# traditional FILE: each sign that Big5 lacks leaves its line empty.
known=$(sed -n 's/^zh_TW=\t\([^\t]*\).*/\1/p' "$table")
han=$(printf '[\344-\351][\200-\277][\200-\277]')
traditional() {
    signs=$(sed 's/^#.*//; s/^msg\(id\|ctxt\).*//; s/^[^"]*\t//' "$1" | grep -o "$han" | sort -u | while read -r sign; do
        case $known in *"$sign"*) ;; *) printf '%s\n' "$sign" ;; esac
    done)
    simple=$(printf '%s\n' "$signs" | iconv -c -f UTF-8 -t BIG5 | grep -n '^$' | cut -d: -f1 |
        while read -r at; do printf '%s\n' "$signs" | sed -n "${at}p"; done | tr -d '\n')
    [ -z "$simple" ] || printf '%s: signs of the simplified script: %s\n' "$1" "$simple" >&2
    [ -z "$simple" ]
}

for file do
    if [ "$mend" ]; then
        words "$file" >"$file.new" && { cmp -s "$file.new" "$file" || cp "$file.new" "$file"; }
        rm -f "$file.new"
        continue
    fi
    words "$file" >&2 || bad=$((bad + 1))
    case $file in *zh_TW*) traditional "$file" || bad=$((bad + 1)) ;; esac
done
[ "$bad" -eq 0 ] && { [ "$mend" ] || echo "$# files keep one word for one thing"; }
