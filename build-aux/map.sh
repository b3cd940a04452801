#!/bin/sh
# map.sh [TOP]: the map of the sources, a line a file: its name, and the first sentence of the comment
# that it opens with. A file that opens without one is named on standard error, and fails the map.
set -eu
cd "${1:-${top_srcdir:-.}}"
find src ui tests -type f \( -name '*.c' -o -name '*.h' -o -name '*.def' \) | LC_ALL=C sort | awk '
# The first sentence of the comment in the first lines of a file; nothing where there is none.
function opening(file,    line, text, more) {
    text = ""
    more = (getline line < file) > 0 && sub(/^\/\*/, "", line)
    while (more) {
        more = !sub(/\*\/.*/, "", line)
        sub(/^ *\*?[ \t]*/, "", line)
        text = text (text == "" ? "" : " ") line
        if (match(text, /\.( |$)/)) text = substr(text, 1, RSTART)
        more = more && line != "" && !RSTART && (getline line < file) > 0
    }
    close(file)
    sub(/ *$/, "", text)
    return text
}
{
    text = opening($0)
    if (text == "") {
        print $0 ": opens without a comment that says what it is for" | "cat >&2"
        bare = 1
    }
    printf "%-36s %s\n", $0, text
}
END { exit bare }
'
