#!/bin/sh
# check-po.sh POT PO...: every catalogue holds exactly the strings of the sources, all of them
# translated, none in doubt, with the same printf conversions, in the style of HACKING. Prints what
# is wrong in which file.
set -u
LC_ALL=C
export LC_ALL
pot=$1
shift
bad=0
fault() {
    printf '%s: %s\n' "$1" "$2" >&2
    bad=$((bad + 1))
}

# style FILE: texts and translations without a full stop at the end, a lone abbreviation excepted,
# and with a plain quote only as it stands in a file, after "= ".
style() {
    awk '
    function close_text() {
        plain = text
        gsub(/= \\"[^"]*\\"/, "", plain)
        fault = ""
        if (text ~ / .*[^.]\.$/ || text ~ /\343\200\202$/) fault = "ends with a full stop"
        if (plain ~ /\\"/) fault = "quotes with \\\""
        if (fault != "") { print fault ": " text; bad = 1 }
        text = ""
    }
    /^(msgctxt|msgid|msgid_plural|msgstr(\[[0-9]\])?) "/ { close_text(); sub(/^[^"]*/, "") }
    /^"/ { text = text substr($0, 2, length($0) - 2) }
    END { close_text(); exit bad }' "$1" >&2
}

for po do
    msgfmt --check -o /dev/null "$po" || fault "$po" "msgfmt finds it wrong"
    if ! found=$(msgcmp "$po" "$pot" 2>&1); then
        printf '%s\n' "$found" | head -n 8 >&2
        fault "$po" "not complete, or behind the sources: make update-po"
    fi
    ! grep -q '^#,.*fuzzy' "$po" || fault "$po" "holds fuzzy translations"
    ! grep -q '^#~ msgid' "$po" || fault "$po" "holds obsolete strings: make update-po"
    style "$po" || fault "$po" "has texts in another style"
done
[ "$bad" -eq 0 ] && echo "$# catalogues complete, $(($(grep -c '^msgid ' "$pot") - 1)) strings"
