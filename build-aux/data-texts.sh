#!/bin/sh
# data-texts.sh DATA: the Chinese texts of the knowledge files that the screens show, each once, a line
# each, in the order of bytes: keys such as title[zh_CN] of the .ini files, the column text[zh_CN] of the
# .tsv files. What papers, statements and workbooks say is of their own language and not among them.
set -eu
LC_ALL=C
export LC_ALL
cd "$1"
{
    find . -name '*.ini' -exec cat {} + |
        sed -n 's/^[a-z_]*\(\.[0-9]*\)\{0,1\}\[zh_CN\]\(\.[0-9]*\)\{0,1\} *= *"\(.*\)" *$/\3/p'
    for file in codes/*.tsv; do
        awk -F '\t' '/^#/ { next }
            !at { for (i = 1; i <= NF; i++) if ($i == "text[zh_CN]") at = i; next }
            $at != "" { print $at }' "$file"
    done
} | sort -u
