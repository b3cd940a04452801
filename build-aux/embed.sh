#!/bin/sh
# Turns the schema steps given as arguments (NNN-name.sql) into one C file on standard output:
# the table schema_steps that store/schema.h declares. The number in the name is the version.
set -eu

cat <<'TEXT'
/* Made from data/schema by build-aux/embed.sh; change those files, not this one. */
#include "config.h"

#include "store/schema.h"

const SchemaStep schema_steps[] = {
TEXT
before=0
for file do
    name=$(basename "$file" .sql)
    case $name in
    [0-9][0-9][0-9]-?*) ;;
    *) echo "$file: a schema step is named NNN-name.sql" >&2; exit 1 ;;
    esac
    version=$(expr "${name%%-*}" + 0)
    if [ "$version" -ne $((before + 1)) ]; then
        echo "$file: expected step $((before + 1)), steps are numbered without gaps" >&2
        exit 1
    fi
    before=$version
    printf '    {.version = %d, .name = "%s", .sql =\n' "$version" "${name#*-}"
    sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/?/\\?/g' -e 's/	/\\t/g' -e 's/^/        "/' -e 's/$/\\n"/' "$file"
    echo '    },'
done
[ "$before" -gt 0 ] || { echo "embed.sh: no schema steps given" >&2; exit 1; }
cat <<'TEXT'
};
const size_t schema_step_count = sizeof(schema_steps) / sizeof(schema_steps[0]);
TEXT
