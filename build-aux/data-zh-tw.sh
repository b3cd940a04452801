#!/bin/sh
# data-zh-tw.sh DATA TABLE: the Chinese texts of the knowledge files as Taiwan writes them, made anew: one
# line each, zh_CN, tab, zh_TW, where they differ. ICU turns the signs; TABLE (po/words.tsv), the longest of
# its zh_TW words first, is what it gets wrong and what Taiwan calls otherwise. Needs ICU's uconv; what
# comes out is kept as po/data.zh_TW.tsv and read over by somebody before.
set -eu
here=$(dirname "$0")
texts=$("$here/data-texts.sh" "$1")
{ printf '%s\n\035\n' "$texts"; printf '%s\n' "$texts" | uconv -f UTF-8 -t UTF-8 -x Simplified-Traditional; } |
    LC_ALL=C awk -F '\t' -v table="$2" '
    function replace(text, not, write, at, done) {
        done = ""
        while ((at = index(text, not))) {
            done = done substr(text, 1, at - 1) write
            text = substr(text, at + length(not))
        }
        return done text
    }
    BEGIN {
        while ((getline line < table) > 0) {
            split(line, cell, "\t")
            if (cell[1] == "zh_TW") { n++; not[n] = cell[2]; write[n] = cell[3]; but[n] = cell[4] }
        }
        for (i = 2; i <= n; i++)
            for (j = i; j > 1 && length(not[j]) > length(not[j - 1]); j--) {
                t = not[j]; not[j] = not[j - 1]; not[j - 1] = t
                t = write[j]; write[j] = write[j - 1]; write[j - 1] = t
                t = but[j]; but[j] = but[j - 1]; but[j - 1] = t
            }
    }
    $0 == "\035" { turned = 1; next }
    !turned { old[NR] = $0; n_old = NR; next }
    {
        was = old[NR - n_old - 1]
        text = $0
        for (i = 1; i <= n; i++) {
            m = split(but[i], parts, "|")
            for (j = 1; j <= m; j++) text = replace(text, parts[j], "\001" j "\002")
            text = replace(text, not[i], "\003" i "\004")
            for (j = 1; j <= m; j++) text = replace(text, "\001" j "\002", parts[j])
        }
        for (i = 1; i <= n; i++) text = replace(text, "\003" i "\004", write[i])
        if (text != was) printf "%s\t%s\n", was, text
    }'
