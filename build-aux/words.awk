# Holds texts to po/words.tsv (check-words.sh), or with mend set writes a catalogue anew by it.
# Variables: table, lang, file, kind (po, ini, tsv, text), mend.

function covered(text, i, parts, m, j, at, left) {
    left = text
    m = split(but[i], parts, "|")
    for (j = 1; j <= m; j++)
        while (parts[j] != "" && (at = index(left, parts[j])))
            left = substr(left, 1, at - 1) sprintf("\001%c\002", 64 + j) substr(left, at + length(parts[j]))
    return left
}

function uncovered(text, i, parts, m, j, at, mark) {
    m = split(but[i], parts, "|")
    for (j = 1; j <= m; j++) {
        mark = sprintf("\001%c\002", 64 + j)
        while ((at = index(text, mark)))
            text = substr(text, 1, at - 1) parts[j] substr(text, at + 3)
    }
    return text
}

# Whether row i is about a text with that English.
function about(i, english) {
    english = tolower(english)
    return (said[i] == "" || english ~ said[i]) && (unless[i] == "" || english !~ unless[i])
}

function hold(text, english, line, i) {
    for (i = 1; i <= n; i++)
        if (index(text, not[i]) && about(i, english) && index(covered(text, i), not[i])) {
            printf "%s:%d: not %s but %s: %s\n", file, line, not[i], write[i], substr(text, 1, 120)
            bad = 1
        }
}

function mended(text, english, i, left, at, done) {
    for (i = 1; i <= n; i++) {
        if (!index(text, not[i]) || !about(i, english)) continue
        left = covered(text, i)
        done = ""
        while ((at = index(left, not[i]))) {
            done = done substr(left, 1, at - 1) write[i]
            left = substr(left, at + length(not[i]))
        }
        text = uncovered(done left, i)
    }
    return text
}

function close_text() {
    if (of == "str" && text != "" && !mend) hold(text, english, at)
    text = ""
}

BEGIN {
    while ((getline row < table) > 0) {
        split(row "\t\t\t\t\t", cell, "\t")
        if (cell[1] != lang) continue
        n++
        not[n] = cell[2]; write[n] = cell[3]; but[n] = cell[4]; said[n] = cell[5]; unless[n] = cell[6]
    }
}

kind == "po" && /^(msgctxt|msgid|msgid_plural|msgstr(\[[0-9]\])?) "/ {
    close_text()
    of = /^msgstr/ ? "str" : /^msgid/ ? "id" : ""
    if (/^msgid "/) english = ""
    at = FNR
}
kind == "po" && match($0, /"/) {
    part = substr($0, RSTART + 1, length($0) - RSTART - 1)
    if (!/^#/ && of == "id") english = english " " part
    if (!/^#/ && of == "str") {
        text = text part
        if (mend) $0 = substr($0, 1, RSTART) mended(part, english) "\""
    }
}
mend { print }
kind == "ini" && /^\[/ { section = $0 }
kind == "ini" && section != "[receipt]" && !/^[#;]/ && !/^(words|short|reading|also)(\[[A-Za-z_]*\])?(\.[0-9]+)? *=/ { hold($0, "", FNR) }
kind == "tsv" { split($0, cells, "\t"); hold(cells[2], "", FNR) }
kind == "text" { hold($0, "", FNR) }
END { close_text(); exit bad }
