#!/bin/sh
# check-po.sh POT PO...: every catalogue holds exactly the strings of the sources, all of them
# translated, none in doubt, with the same printf conversions. Prints what is wrong in which file.
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
for po do
    msgfmt --check -o /dev/null "$po" || fault "$po" "msgfmt finds it wrong"
    if ! found=$(msgcmp "$po" "$pot" 2>&1); then
        printf '%s\n' "$found" | head -n 8 >&2
        fault "$po" "not complete, or behind the sources: make update-po"
    fi
    ! grep -q '^#,.*fuzzy' "$po" || fault "$po" "holds fuzzy translations"
    ! grep -q '^#~ msgid' "$po" || fault "$po" "holds obsolete strings: make update-po"
done
[ "$bad" -eq 0 ] && echo "$# catalogues complete, $(($(grep -c '^msgid ' "$pot") - 1)) strings"
