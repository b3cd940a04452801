#!/bin/sh
# No name that nobody uses: unused.sh [TOP]. Prints each function that a header of src or ui declares
# and that no file names but that header and the one that defines it, and fails when there is one:
# it is private there, or gone.
set -eu
cd "${1:-${top_srcdir:-.}}"
find src ui tests -type f \( -name '*.c' -o -name '*.h' -o -name '*.def' \) | LC_ALL=C sort | LC_ALL=C awk '
# The name of the function that begins on this line, outside of any other; nothing where none does.
function begun(text) {
    if (text !~ /^[A-Za-z]/ || text ~ /^(typedef|static|return|extern) / || !match(text, /[a-z0-9_]+\(/)) return ""
    return substr(text, RSTART, RLENGTH - 1)
}
{
    file = $0
    while ((getline text < file) > 0) {
        name = begun(text)
        if (name != "" && file ~ /^(src|ui)\/.*\.h$/) declared[name] = file
        if (name != "" && file ~ /\.c$/ && text !~ /;$/) defined[name] = file
        gsub(/"[^"]*"/, "", text)
        n = split(text, words, /[^A-Za-z0-9_]+/)
        for (i = 1; i <= n; i++)
            if (times[words[i], file]++ == 0) files[words[i]]++
    }
    close(file)
}
END {
    for (name in declared) {
        own = 1 + (name in defined)
        if (files[name] > own || times[name, declared[name]] > 1) continue # a macro may use it
        print declared[name] ": nobody uses " name
        unused = 1
    }
    exit unused
}
'
