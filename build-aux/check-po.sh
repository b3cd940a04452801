#!/bin/sh
# check-po.sh POT PO...: every catalogue holds exactly the strings of the sources, all of them
# translated, none in doubt, with the same printf conversions. Prints what is wrong in which file.
set -u
pot=$1
shift
bad=0
fault() {
    printf '%s: %s\n' "$1" "$2" >&2
    bad=$((bad + 1))
}
count() { # count FILE OPTION: how many messages msgattrib selects
    msgattrib "$2" --no-wrap "$1" 2>/dev/null | grep -c '^\(#~ \)\{0,1\}msgid ..'
}
for po do
    LC_ALL=C msgfmt --check -o /dev/null "$po" || fault "$po" "msgfmt finds it wrong"
    LC_ALL=C msgcmp "$po" "$pot" || fault "$po" "not complete, or behind the sources: make update-po"
    [ "$(count "$po" --only-fuzzy)" -eq 0 ] || fault "$po" "holds fuzzy translations"
    [ "$(count "$po" --only-obsolete)" -eq 0 ] || fault "$po" "holds obsolete strings: make update-po"
done
if [ "$bad" -eq 0 ]; then
    echo "$# catalogues complete, $(grep -c '^msgid ..' "$pot") strings"
fi
[ "$bad" -eq 0 ]
