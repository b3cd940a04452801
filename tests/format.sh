#!/bin/sh
# The sources stand as .clang-format lays them out: format.sh [TOP]. Prints each place that does
# not, and fails when there is one; format.sh TOP --mend lays them out.
set -eu
cd "${1:-${top_srcdir:-.}}"
if ! command -v clang-format >/dev/null; then
    echo "format.sh: clang-format is not installed"
    exit 77
fi
how="--dry-run -Werror"
[ "${2:-}" != --mend ] || how=-i
find src ui tests -type f \( -name '*.c' -o -name '*.h' \) -print0 |
    xargs -0 clang-format --style=file $how
