# Holds texts to how Chinese is set (check-signs.sh). Variables: table, lang, file, kind (po, ini, tsv, c,
# text).

function fault(what, text, line) {
    printf "%s:%d: %s: %s\n", file, line, what, substr(text, 1, 160)
    bad = 1
}

# What may stand all the same is taken out, so its neighbours are no neighbours of one another.
function without(text, i, at) {
    for (i = 1; i <= n; i++)
        while ((at = index(text, piece[i])))
            text = substr(text, 1, at - 1) "x" substr(text, at + length(piece[i]))
    return text
}

# An expression of a text of data is none of it, but for the texts within; a form (%s) is a word.
function outside(text, done, at, end, inner, part) {
    while (match(text, /\{[^{}]*\}/)) {
        inner = substr(text, RSTART + 1, RLENGTH - 2)
        done = done substr(text, 1, RSTART - 1) "x"
        text = substr(text, RSTART + RLENGTH)
        while (match(inner, /'[^']*'/)) {
            part = part "\n" substr(inner, RSTART + 1, RLENGTH - 2)
            inner = substr(inner, RSTART + RLENGTH)
        }
    }
    return done text part
}

function hold(text, line) {
    text = outside(without(text))
    if (text !~ han) return
    if (text ~ han " ?[,;:?!()]" || text ~ "[,;:?!()] ?" han) fault("signs of ASCII", text, line)
    if (text ~ han "\\.(\\.\\.|[ \n]|$)" || text ~ han "[.]" han) fault("a stop of ASCII", text, line)
    if (text ~ han "\\\\?\"" han || text ~ "\\\\\"" han) fault("straight quotes", text, line)
    if (index(text, "你")) fault("not 你 but 您", text, line)
    if (lang == "zh_TW" ? text ~ /“|”/ : text ~ /「|」/) fault("quotes of the other script", text, line)
}

function close_text() {
    if (of == "str" && text != "") hold(text, at)
    text = ""
}

BEGIN {
    # U+4E00 to U+9FFF, and 、。〈〉《》「」『』 ，：；（）！？ “”
    han = "([\344-\351][\200-\277][\200-\277]|\343\200[\201\202\210-\217]|\357\274[\210\211\214\232\233\201\237]|\342\200[\234\235])"
    while ((getline row < table) > 0) {
        split(row "\t\t", cell, "\t")
        if (cell[1] == lang) piece[++n] = cell[2]
    }
}

kind == "po" && /^(msgctxt|msgid|msgid_plural|msgstr(\[[0-9]\])?) "/ {
    close_text()
    of = /^msgstr/ ? "str" : ""
    at = FNR
}
kind == "po" && !/^#/ && of == "str" && match($0, /"/) { text = text substr($0, RSTART + 1, length($0) - RSTART - 1) }
kind == "ini" && /^\[/ { section = $0 }
kind == "ini" && section != "[receipt]" && match($0, /^[a-z_]+(\[[A-Za-z_]*\])?(\.[0-9]+)? *= *"/) {
    key = $0
    sub(/[^a-z_].*/, "", key)
    if (key !~ /^(words|short|reading|also|when|where|value|sql|raises|calm|source|authority)$/)
        hold(substr($0, RLENGTH + 1, length($0) - RLENGTH - 1), FNR)
}
kind == "tsv" { split($0, cells, "\t"); hold(cells[2], FNR) }
kind == "text" { hold($0, FNR) }

# In sources a sign that parts is glue where it stands alone, or between two texts that are put in.
kind == "c" && !/(_|N_|C_)\("/ && (/(\(|[?:,] )"(, |; |: )"/ || /"%(s|\.\*s)(: |, |; )%(s|\.\*s)"/) {
    if ($0 == without($0)) fault("goes through gettext", $0, FNR)
}
END { close_text(); exit bad }
