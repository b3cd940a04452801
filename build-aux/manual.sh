#!/bin/sh
# manual.sh PROGRAM TEMPLATE [LANGUAGE]: the manual page, with the lines @keys@ and the like replaced by what
# the program itself says (PROGRAM doc keys --format=man), so that it cannot fall behind.
set -eu
program=$1
LC_ALL=C.UTF-8 LANGUAGE=${3:-en}
export LC_ALL LANGUAGE
while IFS= read -r line; do
    case $line in
    @*@)
        part=${line#@}
        "$program" doc "${part%@}" --format=man
        ;;
    *) printf '%s\n' "$line" ;;
    esac
done <"$2"
